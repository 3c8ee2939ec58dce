# SMS Line in a container: the wheel is built in one stage, and only what runs is in the other.
FROM python:3.11-slim AS build
WORKDIR /build
RUN python -m venv /opt/line
COPY pyproject.toml constraints.txt README.md ./
COPY sms_line ./sms_line
COPY templates ./templates
COPY fixtures ./fixtures
# pip stays behind: nobody installs anything into what runs.
RUN /opt/line/bin/pip install --no-cache-dir --disable-pip-version-check -c constraints.txt ".[redis]" \
    && /opt/line/bin/pip uninstall --yes --quiet setuptools pip

FROM python:3.11-slim
# The data folder is there before a volume is mounted on it, which takes its owner from it.
RUN useradd --uid 10001 --no-create-home --home-dir /var/lib/sms-line --shell /usr/sbin/nologin line \
    && install --directory --owner line --group line --mode 700 /var/lib/sms-line /var/lib/sms-line/data
COPY --from=build /opt/line /opt/line
ENV PATH="/opt/line/bin:$PATH" PYTHONUNBUFFERED=1 SMS_LINE_DATA_DIR=/var/lib/sms-line/data
WORKDIR /var/lib/sms-line
USER line
EXPOSE 8000
STOPSIGNAL SIGTERM
ENTRYPOINT ["sms-line"]
CMD ["serve", "--no-worker", "--host", "0.0.0.0", "--port", "8000"]

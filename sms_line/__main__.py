"""`python -m sms_line` is `sms-line`."""

from sms_line.cli import main

main(prog_name="sms-line")

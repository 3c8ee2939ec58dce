"""Who represents whom: gather the public files, check them, swap them in; look up; geocode.

`sync` gathers (`sources`, `gathering`), checks (`checking`), settles every ZIP code (`settling`)
and swaps; `lookup` answers from the tables; `status` raises the alarms; `geocoder` asks the Census.
"""

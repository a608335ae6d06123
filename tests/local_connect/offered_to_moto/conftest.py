"""moto's tests run where they belong: in a moto that the local Connect was laid over. See `test_lay_over`."""

collect_ignore = ["test_connect_phone_numbers.py"]

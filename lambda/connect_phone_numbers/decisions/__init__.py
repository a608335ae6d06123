"""What to do next, pure: standard library only, time and history are arguments."""

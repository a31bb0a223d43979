"""What all tests share."""

from hypothesis import HealthCheck, settings

# How long an example takes says more about what else the machine is doing than about the code.
settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")

"""Speed and size, as ratios within one run: machines are noisy, absolute times mean little."""

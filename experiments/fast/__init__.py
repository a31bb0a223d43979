"""The convolutional networks of `snippets.conv_nets`, made for speed: the same numbers, sooner.

Pictures lie as (H, C, W, N): row outermost, batch innermost. Then a row of patches is a slice of
memory, a shift by one pixel is a shift by N numbers, and every operation runs over long stretches.
Each trick is one function, with its reason in a line; the tests hold all of it against the
readable networks.
"""

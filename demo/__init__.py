"""A whole hall on one machine: every real program, a printer whose paper is seen, and people who use them."""

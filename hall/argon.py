"""How passwords and PINs are hashed, by every program the same."""

from argon2 import PasswordHasher, Type

HASHER = PasswordHasher(time_cost=3, memory_cost=32 * 1024, parallelism=1, hash_len=32, salt_len=16, type=Type.ID)
"""32 MiB, three passes, one lane: 0.1 s of a small machine (OWASP asks for at least 19 MiB and two passes)."""

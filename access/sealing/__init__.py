"""Sealing the trail afterwards: batches of lines under signed checkpoints, written to two places (docs/trail.md)."""

from access.sealing.checkpoints import SealingStopped
from access.sealing.sealer import seal_waiting, seal_when_full

__all__ = ["SealingStopped", "seal_waiting", "seal_when_full"]

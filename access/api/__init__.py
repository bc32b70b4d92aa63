"""The kit of the programming interface: one guarded base class, and what it stands on."""

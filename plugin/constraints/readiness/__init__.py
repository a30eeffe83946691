"""Whether the datasets of a store can be relied on: where they speak, their age and faults, and whether their standard is met."""

"""Redline's map layers: what each one holds, how it looks, where it stands in the layer tree."""

"""What a back office told: taken in, compared by content, never over an act that still waits."""

"""What organizers do with broadcasts: compose, preview, start, steer."""

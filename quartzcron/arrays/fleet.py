"""x"""
Fleet = next_fire_times = None

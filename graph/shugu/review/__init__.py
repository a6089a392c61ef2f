"""review: fact sheets and sentence registers, in and out, every fault with its place."""

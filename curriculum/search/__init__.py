"""Finding what there is to learn: an index that each load keeps, and questions put to it."""

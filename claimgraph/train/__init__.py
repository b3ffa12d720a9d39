"""Learns the weights: corpora and augmentation in, one ONNX file and its model card out. Needs the ``train`` tools."""

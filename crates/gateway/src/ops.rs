//! The operator's listener: health and metrics.

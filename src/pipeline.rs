//! The sequence of stages.

//! How files, folders and standard input become [`Document`](super::Document)s.

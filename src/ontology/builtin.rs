//! The frame and lexicon files that come with the program.

include!(concat!(env!("OUT_DIR"), "/builtin.rs"));

//! From the network's scores to trees, lemmas, names and roles.

mod choice;
mod entities;
mod irregular;
mod lemma;
mod lists;
mod readings;
mod repair;
mod roles;
mod tags;
mod tree;

pub(super) use choice::{best, probability};
pub(super) use entities::{entities, kinds};
pub(super) use lemma::lemma;
pub(super) use lists::{
    agree_subjects, close_appositions, name_datives, name_objects, return_to_main,
};
pub(super) use readings::readings;
pub(super) use repair::{
    agree_relatives, agree_tenses, hold_terms, hold_together, is_forest, join_lists, name_helpers,
    name_obliques, name_subjects,
};
pub(super) use roles::{Candidates, number_once};
pub(super) use tree::Heads;

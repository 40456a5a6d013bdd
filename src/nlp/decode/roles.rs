//! Which words can be arguments of a predicate, and which of them are.

use crate::nlp::{Deprel, Role, RoleArc};

/// Marks the words that can head an argument of a predicate: its ancestors in the tree, and the dependents of the
/// predicate and of its ancestors. Function words are left out.
#[derive(Clone, Debug, Default)]
pub struct Candidates {
    path: Vec<bool>,
}

impl Candidates {
    /// Calls `visit` with each candidate of `predicate`, in order. `heads[i]` is 0 for the root and `j + 1` for word
    /// `j`.
    pub fn each(
        &mut self,
        predicate: usize,
        heads: &[usize],
        deprels: &[Deprel],
        mut visit: impl FnMut(usize),
    ) {
        self.path.clear();
        self.path.resize(heads.len() + 1, false);
        let mut at = predicate + 1;
        while at != 0 && !self.path[at] {
            self.path[at] = true;
            at = heads[at - 1];
        }
        for word in 0..heads.len() {
            let near = self.path[word + 1] || heads[word] != 0 && self.path[heads[word]];
            if word != predicate && near && can_be_argument(deprels[word]) {
                visit(word);
            }
        }
    }
}

fn can_be_argument(deprel: Deprel) -> bool {
    !matches!(
        deprel,
        Deprel::Punct | Deprel::Case | Deprel::Cc | Deprel::CcPreconj | Deprel::Goeswith
    )
}

/// Keeps each numbered role once, the most certain one, unless the words are coordinated.
pub fn number_once(arguments: &mut Vec<RoleArc>, coordinated: impl Fn(usize, usize) -> bool) {
    let mut kept: Vec<RoleArc> = Vec::with_capacity(arguments.len());
    let mut order: Vec<usize> = (0..arguments.len()).collect();
    order.sort_by(|&a, &b| {
        arguments[b]
            .confidence
            .total_cmp(&arguments[a].confidence)
            .then(a.cmp(&b))
    });
    for i in order {
        let arc = &arguments[i];
        let clash = is_numbered(arc.role)
            && !arc.secondary
            && kept
                .iter()
                .any(|k| k.role == arc.role && !k.secondary && !coordinated(k.token, arc.token));
        if !clash {
            kept.push(arc.clone());
        }
    }
    kept.sort_by_key(|k| k.token);
    *arguments = kept;
}

fn is_numbered(role: Role) -> bool {
    matches!(
        role,
        Role::Arg0 | Role::Arg1 | Role::Arg2 | Role::Arg3 | Role::Arg4 | Role::Arg5
    )
}

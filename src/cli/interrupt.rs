//! What happens when the user presses Ctrl-C: nothing half-written stays, and nothing that was started runs on.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, Once, PoisonError};

static TEMPORARY: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());
static HANDLER: Once = Once::new();

/// Removes a temporary folder when the program is interrupted, then ends it with exit code 130.
pub fn remove_on_interrupt(path: &Path) {
    TEMPORARY
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .push(path.to_owned());
    watch();
}

/// Ends the programs that were started when this one is interrupted, and removes its temporary folders.
pub fn watch() {
    HANDLER.call_once(|| {
        // Without a handler the temporary folder stays, hidden and harmless.
        drop(ctrlc::set_handler(|| {
            crate::outside::end_all();
            let paths = TEMPORARY.lock().unwrap_or_else(PoisonError::into_inner);
            for path in paths.iter() {
                drop(std::fs::remove_dir_all(path));
            }
            std::process::exit(130);
        }));
    });
}

//! Factloom's language model: the forward pass of `train/model.py`, over the weights of its ONNX file.
//!
//! Only the matrix products and the vector instructions come from a library. Sentences stand one after the other
//! without padding, every row has its own scale, and so a sentence gets the same scores whatever stands beside it; only what it
//! claims is read together with its neighbours, if they are of one text.

mod attention;
mod batch;
mod encoder;
mod heads;
mod linear;
mod norm;
mod pair;
mod rows;
mod scores;
mod table;
mod weights;

use std::sync::{Arc, mpsc};

use rayon::{ThreadPool, ThreadPoolBuilder};

pub use batch::{AFFIXES, Batch, MAX_PIECES, Row};
pub use encoder::Near;
use encoder::{Encoder, Encoding};
use heads::{Desk, Heads};
use linear::{Gemm, Linear};
use norm::Norm;
pub use pair::PairScorer;
use rows::Rows;
pub use scores::Scores;
use weights::Weights;

/// The loaded network; shared between threads.
pub struct Network {
    layers: Arc<Layers>,
}

struct Layers {
    encoder: Encoder,
    heads: Heads,
}

/// What one thread needs to run the network: a thread of its own, so that the matrix products are not spread over the
/// threads that analyse other documents, and room to work in.
pub struct Worker {
    pool: Option<ThreadPool>,
    room: Box<Room>,
}

#[derive(Default)]
struct Room {
    encoding: Encoding,
    desk: Desk,
}

impl Network {
    /// Reads a network in ONNX format; how its last layers read neighbouring sentences is not part of that.
    ///
    /// # Errors
    ///
    /// When it is damaged, or it is not the network that the program needs.
    pub fn read(bytes: &[u8], near: Near) -> Result<Self> {
        let gemm = Gemm::default();
        let mut weights = Weights::read(bytes)?;
        let mut encoder = Encoder::read(&mut weights, &gemm)?;
        encoder.set_near(near)?;
        let heads = Heads::read(&mut weights, &gemm, &encoder)?;
        Ok(Self {
            layers: Arc::new(Layers { encoder, heads }),
        })
    }

    /// A worker for one thread.
    #[must_use]
    pub fn worker() -> Worker {
        Worker {
            pool: None,
            room: Box::default(),
        }
    }

    /// Runs a batch.
    ///
    /// # Errors
    ///
    /// When the network cannot take it; with a network that was read without error this does not happen.
    pub fn run(&self, worker: &mut Worker, batch: &mut Batch) -> Result<Scores> {
        if rayon::current_num_threads() == 1 {
            return self.layers.run(batch, &mut worker.room);
        }
        let pool = match worker.pool.take() {
            Some(pool) => pool,
            None => ThreadPoolBuilder::new()
                .num_threads(1)
                .panic_handler(|_| {})
                .build()
                .map_err(|e| bad(&e.to_string()))?,
        };
        // Waiting for a channel, unlike waiting for a pool, does not take up another document in the meantime.
        let (give, take) = mpsc::channel();
        let (layers, input) = (Arc::clone(&self.layers), std::mem::take(batch));
        let mut room = std::mem::take(&mut worker.room);
        pool.spawn(move || {
            let scores = layers.run(&input, &mut room);
            let _ = give.send((scores, input, room));
        });
        worker.pool = Some(pool);
        let (scores, input, room) = take.recv().map_err(|e| bad(&e.to_string()))?;
        (*batch, worker.room) = (input, room);
        scores
    }
}

impl Layers {
    fn run(&self, batch: &Batch, room: &mut Room) -> Result<Scores> {
        thread_local! {
            /// Which instructions the processor has is asked once a thread: asking can take long in a virtual machine.
            static GEMM: Gemm = Gemm::default();
        }
        GEMM.with(|gemm| {
            self.encoder.run(gemm, batch, &mut room.encoding)?;
            self.heads.run(gemm, batch, &room.encoding, &mut room.desk)
        })
    }
}

impl std::fmt::Debug for Network {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Network").finish_non_exhaustive()
    }
}

impl std::fmt::Debug for Worker {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Worker").finish_non_exhaustive()
    }
}

/// What is wrong with a network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfit(String);

/// What reading and running a network gives.
pub type Result<T> = std::result::Result<T, Unfit>;

impl std::fmt::Display for Unfit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Unfit {}

fn bad(message: &str) -> Unfit {
    Unfit(message.to_owned())
}

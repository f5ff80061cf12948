//! Where somebody looks on while queues of writes are worked on.

use tokio::runtime::Handle;
use tokio::sync::oneshot;

/// A thread of its own that looks on while queues are worked on. The threads that answer requests end one by one when the service stops,
/// and a queue that one of them led would be left to itself.
pub struct QueueKeeper {
    pub handle: Handle,
    _until: oneshot::Sender<()>,
}

impl QueueKeeper {
    pub fn start() -> std::io::Result<QueueKeeper> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .thread_name("stampwell-queue")
            .build()?;
        let handle = runtime.handle().clone();
        let (until, ended) = oneshot::channel::<()>();
        std::thread::Builder::new()
            .name("stampwell-queue".into())
            .spawn(move || {
                let _ = runtime.block_on(ended);
                // A thread that hangs at the server must not keep this one.
                runtime.shutdown_background();
            })?;
        Ok(QueueKeeper {
            handle,
            _until: until,
        })
    }
}

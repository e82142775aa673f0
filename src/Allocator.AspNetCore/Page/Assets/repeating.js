// Reading again what has no stream, while somebody looks.
const interval = 15000;

/** Reads now, at an interval while the page is visible, and when the returned function is called. */
export function repeatedly(read, failed, signal) {
  const once = async () => {
    try {
      await read();
    } catch (problem) {
      if (!signal.aborted)
        failed(problem);
    }
  };
  const timer = setInterval(() => document.visibilityState === 'visible' && once(), interval);
  signal.addEventListener('abort', () => clearInterval(timer), { once: true });
  once();
  return once;
}

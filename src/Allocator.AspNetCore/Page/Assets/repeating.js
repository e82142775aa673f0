// Reading again what has no stream, while somebody looks.
import { fill } from './elements.js';
import { problemBox } from './problems.js';

const interval = 15000;

/** Reads now, at an interval while the page is visible, and when the returned function is called. What fails is shown in `content`, and said once. */
export function repeatedly(read, content, signal) {
  let told = null;
  const once = async () => {
    try {
      await read();
      told = null;
    } catch (problem) {
      if (!signal.aborted && told !== problem.message)
        fill(content, problemBox(problem));
      told = problem.message;
    }
  };
  const timer = setInterval(() => document.visibilityState === 'visible' && once(), interval);
  signal.addEventListener('abort', () => clearInterval(timer), { once: true });
  once();
  return once;
}

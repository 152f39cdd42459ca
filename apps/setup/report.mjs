/** One line about a step that takes a while; standard output stays for the program that is started. */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/** A step that cannot be done, with the instruction that mends it. Shown without a stack. */
export class SetupError extends Error {}

/** Runs the whole of an entry point. A SetupError ends it with its message and exit code 1. */
export async function entryPoint(work) {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(error.message);
    process.exit(1);
  }
}

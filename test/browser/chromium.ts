import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** Where Debian's `chromium` package puts it; another build is named with `CHROMIUM_PATH`. */
const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

/** Nothing that calls out: a test browser talks to the pages it is given and to nobody else. */
const quiet = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A headless Chromium. Throws when there is none: a browser test that is left out looks like one that holds. */
export async function launchChromium(): Promise<Browser> {
  if (!existsSync(executablePath)) {
    throw new Error(
      `The browser tests need Chromium and there is none at ${executablePath}. ` +
        'Install it (on Debian: apt-get install chromium) or set CHROMIUM_PATH to its executable.',
    );
  }
  // Chromium refuses to run as root inside its own sandbox.
  const chromiumSandbox = process.getuid?.() !== 0;
  return chromium.launch({ executablePath, headless: true, chromiumSandbox, args: quiet });
}

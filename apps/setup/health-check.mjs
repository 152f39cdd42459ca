// node apps/setup/health-check.mjs [live|ready] [PORT]: exit code 0 when the program in this container answers so.
const [check = 'live', port = process.env.PORT ?? '3000'] = process.argv.slice(2);
try {
  const answer = await fetch(`http://127.0.0.1:${port}/health/${check}`, { signal: AbortSignal.timeout(4_000) });
  process.exitCode = answer.ok ? 0 : 1;
} catch {
  process.exitCode = 1;
}

// node apps/setup/health-check.mjs [PORT]: exit code 0 when the program in this container answers that it is ready.
const port = process.argv[2] ?? process.env.PORT ?? '3000';
try {
  const answer = await fetch(`http://127.0.0.1:${port}/health/ready`, { signal: AbortSignal.timeout(4_000) });
  process.exitCode = answer.ok ? 0 : 1;
} catch {
  process.exitCode = 1;
}

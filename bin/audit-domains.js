#!/usr/bin/env node
// Says so on a Node that cannot run the program, before anything modern is parsed.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 19)) {
  process.stderr.write(
    `audit-domains needs Node.js 22.19 or newer; this is ${process.versions.node}. In the checkout, "npx audit-domains" uses the pinned one.\n`,
  );
  process.exitCode = 2;
} else {
  const { enableCompileCache } = await import('node:module');
  enableCompileCache?.();
  await import('../dist/cli.js');
}

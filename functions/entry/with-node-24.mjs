const [major = 0] = process.versions.node.split(".").map(Number);
const [entry = ""] = process.argv.splice(2, 1);

if (major < 24) {
  process.stderr.write(
    `联办需要 Node.js 24 或更高版本,当前为 ${process.versions.node}。Linux 和 Windows 上 npm ci 已带 Node 24,请用 npm run 运行;其他系统请先安装 Node.js 24。\n` +
      `Lianban needs Node.js 24 or newer; this is ${process.versions.node}. On Linux and Windows npm ci brings Node 24: use npm run. Elsewhere install Node.js 24 first.\n`,
  );
  process.exit(1);
}

await import(new URL(entry, import.meta.url).href);

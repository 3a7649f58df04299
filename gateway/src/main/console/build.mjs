// `node build.mjs build|test`, called by Maven: installs, builds and tests only what has changed since the last time, so that a
// build of the Java code alone does not wait for the console.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, "../../../target");
const packages = ["package.json", "package-lock.json", ".npmrc"];

const steps = {
  install: {
    inputs: packages,
    stamp: join(here, "node_modules/.installed"),
    run: () => npm("ci", "--prefer-offline", "--no-audit", "--no-fund"),
  },
  build: {
    inputs: everything(),
    stamp: join(target, "console-built"),
    made: join(target, "classes/console/index.html"),
    run: () => npm("run", "build"),
  },
  test: {
    inputs: everything(),
    stamp: join(target, "console-tested"),
    run: () => npm("test"),
  },
};

const asked = process.argv[2];
if (asked !== "build" && asked !== "test") {
  process.stderr.write("usage: node build.mjs build|test\n");
  process.exit(2);
}
if (stale(steps[asked])) {
  if (stale(steps.install)) perform(steps.install);
  perform(steps[asked]);
}

function stale({ inputs, stamp, made = stamp }) {
  return !existsSync(made) || !existsSync(stamp) || readFileSync(stamp, "utf8") !== hash(inputs);
}

function perform({ inputs, stamp, run }) {
  rmSync(stamp, { force: true });
  try {
    run();
  } catch (error) {
    process.exit(error.status ?? 1);
  }
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, hash(inputs));
}

function npm(...words) {
  execFileSync("npm", words, { cwd: here, stdio: "inherit", shell: process.platform === "win32" });
}

function hash(inputs) {
  const sum = createHash("sha256").update(process.version);
  for (const file of inputs) sum.update(file).update("\0").update(readFileSync(join(here, file)));
  return sum.digest("hex");
}

function everything(folder = here) {
  return readdirSync(folder)
    .filter((name) => name !== "node_modules")
    .sort()
    .flatMap((name) => {
      const path = join(folder, name);
      return statSync(path).isDirectory() ? everything(path) : [relative(here, path)];
    });
}

// A Vite plugin: puts the scripts beside it in the place of libraries, gathers what each page needs
// of the others into one file, and minifies the scripts that pages name themselves (assets/*.js).
import { readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { minify } from "vite";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const INSTEAD = {
  "@emotion/react": "jsx.js",
  "d3-format": "numbers.js",
  "d3-interpolate": "numbers.js",
  "decimal.js-light": "decimal.js",
  mergician: "merge.js",
  sonner: "toasts.js",
  "universal-cookie": "cookies.js",
  "victory-vendor/d3-scale": "scales.js",
};
const UNUSED_TRANSPORTS = /\/(polling-fetch|polling-xhr|polling-xhr\.node|webtransport)\.js$/;

// Reflex's own script runs what handlers send, by eval. What shares a file with it can't have its
// names shortened, nor what it imports be left out: so these have a file of their own.
const BASE = /node_modules\/(react|react-dom|react-router|scheduler|@socket\.io|(socket|engine)\.io-\w+)\//;

export default () => ({
  name: "lean",
  enforce: "pre",
  config: () => ({
    build: {
      rollupOptions: { output: { codeSplitting: { groups: [{ name: "base", test: BASE }] } } },
    },
  }),
  resolveId(source, importer = "") {
    if (importer.startsWith(HERE)) return null; // ours may ask for the library itself
    const isTransport = importer.includes("/engine.io-client/") && UNUSED_TRANSPORTS.test(source);
    const instead = isTransport ? "transports.js" : INSTEAD[source];
    return instead ? join(HERE, instead) : null;
  },
  async writeBundle({ dir }) {
    const { name, config } = this.environment;
    if (name !== "client" || !config.build.minify) return;
    for (const file of await readdir(config.publicDir)) {
      if (!file.endsWith(".js")) continue;
      const script = await readFile(join(config.publicDir, file), "utf8");
      const { code, errors } = await minify(file, script, { module: false });
      if (errors.length) throw new Error(`${file} can't be minified: ${errors[0].message}`);
      await writeFile(join(dir, file), code);
    }
  },
});

import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { stub } from "./dev/stub.ts";

const registry = process.env["GRAFT_REGISTRY"];

export default defineConfig({
  plugins: [react(), ...(registry ? [] : [stub()])],
  build: {
    outDir: "../../../target/classes/console",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    port: 5173,
    ...(registry ? { proxy: { "/api": registry } } : {}),
  },
  test: { include: ["src/**/*.test.ts"], environment: "node" },
});

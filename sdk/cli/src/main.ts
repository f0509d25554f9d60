#!/usr/bin/env node
import { createConfirm } from "@consilium/service/createConfirm.ts";
import { runCli } from "./runCli.ts";

// `consilium … | head` closes the pipe early; that is no error of ours.
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));

process.exitCode = await runCli(process.argv.slice(2), {
  confirm: createConfirm(),
  onInterrupt: (act) => {
    process.once("SIGINT", act);
    return () => process.off("SIGINT", act);
  },
});

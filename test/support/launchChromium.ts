import chromium from "@sparticuz/chromium";
import { type Browser, chromium as playwright } from "playwright-core";

const QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic"];

/** A real headless Chromium that calls nobody by itself. Close it when done. */
export async function launchChromium(): Promise<Browser> {
  const executablePath = await chromium.executablePath();
  return await playwright.launch({ executablePath, headless: true, args: ["--no-sandbox", ...QUIET] });
}

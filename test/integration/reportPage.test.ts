import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { reportFiles } from "@consilium/cli/report/reportFiles.ts";
import { expect } from "chai";
import type { Browser, Page } from "playwright-core";
import { launchChromium } from "../support/launchChromium.ts";
import { measureFigures } from "../support/measureFigures.ts";
import { longNames, reportFixture } from "../support/reportFixture.ts";

const DESKTOP = { width: 1_100, height: 1_000 };
const PHONE = { width: 375, height: 800 };

/** The report in a real browser: whether what is written can also be read. */
describe("a result's report, in a browser", function () {
  this.timeout(120_000);
  let folder: string;
  let browser: Browser;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "consilium-report-"));
    for (const [name, input] of [
      ["usual", reportFixture()],
      ["long", longNames(reportFixture())],
    ] as const) {
      await writeFile(join(folder, `${name}.html`), reportFiles(input)["report.html"]!);
    }
    browser = await launchChromium();
  });
  after(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Opens a page, and fails it if it asks for anything or has anything to complain about. */
  async function open(name: string, viewport: { width: number; height: number }): Promise<Page> {
    const page = await browser.newPage({ viewport });
    const faults: string[] = [];
    const address = pathToFileURL(join(folder, `${name}.html`)).href;
    page.on("request", (request) => request.url() !== address && faults.push(request.url()));
    page.on("console", (message) => faults.push(message.text()));
    page.on("pageerror", (error) => faults.push(String(error)));
    await page.goto(address);
    expect(faults).to.deep.equal([]);
    return page;
  }

  for (const name of ["usual", "long"]) {
    for (const [device, viewport] of [
      ["a desk", DESKTOP],
      ["a phone", PHONE],
    ] as const) {
      it(`cuts off no label and covers none, with ${name} names, at ${device}`, async () => {
        const page = await open(name, viewport);
        expect(await measureFigures(page)).to.deep.equal([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).to.equal(viewport.width);
        const seen = await page.evaluate(
          () => [...document.querySelectorAll("svg")].filter((svg) => svg.clientWidth > 0).length,
        );
        expect(seen).to.equal(9);
        await page.close();
      });
    }
  }

  it("fits on paper", async () => {
    const page = await open("usual", { width: 680, height: 960 });
    await page.emulateMedia({ media: "print" });
    const wide = await page.evaluate(
      () =>
        [...document.querySelectorAll("table, svg")].filter((element) => element.getBoundingClientRect().right > 680)
          .length,
    );
    expect(wide).to.equal(0);
    await page.close();
  });

  it("gives figures that are XML, and a page on which no script would run", async () => {
    const page = await open("usual", DESKTOP);
    const files = Object.entries(reportFiles(reportFixture())).filter(([name]) => name.endsWith(".svg"));
    for (const [name, bytes] of files) {
      const text = new TextDecoder().decode(bytes);
      const root = await page.evaluate(
        (svg) => new DOMParser().parseFromString(svg, "image/svg+xml").documentElement.nodeName,
        text,
      );
      expect(root, name).to.equal("svg");
    }
    const ran = await page.evaluate(() => {
      const script = document.createElement("script");
      script.textContent = "document.title = 'a script ran'";
      document.body.append(script);
      return document.title;
    });
    expect(ran).to.not.equal("a script ran");
    await page.close();
  });
});

import type { Page } from "playwright-core";

/** What is wrong with a page's figures as a browser draws them: texts that are cut off, or that cover another. */
export async function measureFigures(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const faults: string[] = [];
    for (const svg of document.querySelectorAll("svg")) {
      const frame = svg.getBoundingClientRect();
      if (frame.width === 0) continue;
      const title = svg.querySelector("title")!.textContent;
      const boxes = [...svg.querySelectorAll("text")].map((text) => ({ text, box: text.getBoundingClientRect() }));
      for (const [i, { text, box }] of boxes.entries()) {
        const words = text.textContent;
        const isCut =
          box.left < frame.left - 0.5 ||
          box.right > frame.right + 0.5 ||
          box.top < frame.top - 0.5 ||
          box.bottom > frame.bottom + 0.5;
        if (isCut) faults.push(`${title}: '${words}' is cut off`);
        if (Number(text.getAttribute("font-size")) < 11) faults.push(`${title}: '${words}' is small`);
        for (const other of boxes.slice(i + 1)) {
          const across = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
          const down = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
          // The boxes have room above and below the letters.
          if (across > 1 && down > 4) faults.push(`${title}: '${words}' covers '${other.text.textContent}'`);
        }
      }
    }
    return faults;
  });
}

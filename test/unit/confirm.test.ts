import { PassThrough } from "node:stream";
import { createConfirm } from "@consilium/service/createConfirm.ts";
import { expect } from "chai";

function terminal({ inputTTY = true, outputTTY = true } = {}) {
  const input = Object.assign(new PassThrough(), { isTTY: inputTTY });
  const output = Object.assign(new PassThrough(), { isTTY: outputTTY, columns: 80 });
  let shown = "";
  output.on("data", (chunk: Buffer) => {
    shown += chunk.toString();
  });
  return { input, output, shown: () => shown, confirm: createConfirm({ input, output }) };
}

async function answered(text: string): Promise<boolean> {
  const { input, confirm } = terminal();
  const answer = confirm!("Sign this?");
  input.write(text);
  return answer;
}

describe("createConfirm", () => {
  it("takes y and yes, in any case and with spaces around", async () => {
    for (const text of ["y\n", "yes\n", "Y\n", "YES\n", " yes \n"]) expect(await answered(text), text).to.equal(true);
  });

  it("takes everything else as no", async () => {
    for (const text of ["\n", "n\n", "no\n", "yep\n", "ye\n", "y y\n", "nyes\n"])
      expect(await answered(text), text).to.equal(false);
  });

  it("takes the end of input as no", async () => {
    const { input, confirm } = terminal();
    const answer = confirm!("Sign this?");
    input.end();
    expect(await answer).to.equal(false);
  });

  it("shows the question and which answer is the default", async () => {
    const { input, shown, confirm } = terminal();
    const answer = confirm!("Sign this?");
    input.write("y\n");
    await answer;
    expect(shown()).to.include("Sign this? [y/N] ");
  });

  it("asks nobody where input or output is no terminal", () => {
    expect(terminal({ inputTTY: false }).confirm).to.equal(undefined);
    expect(terminal({ outputTTY: false }).confirm).to.equal(undefined);
  });
});

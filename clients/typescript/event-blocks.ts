/** One block of an event stream; a heartbeat has neither name nor text. */
export type EventBlock = { readonly event: string; readonly text: string };

const readBlock = (block: string): EventBlock => {
  let event = "";
  const lines: string[] = [];
  for (const line of block.split("\n")) {
    if (line.startsWith("event:")) event = line.slice(6).trim();
    else if (line.startsWith("data:")) lines.push(line.slice(line[5] === " " ? 6 : 5));
  }
  return { event, text: lines.join("\n") };
};

/**
 * Puts chunks of a server-sent event stream together: takes each chunk, gives the blocks it ends. Throws for
 * a block that is longer than `atMost` characters.
 */
export const createEventBlocks = (atMost: number): ((chunk: string) => EventBlock[]) => {
  // A whole snapshot comes in many chunks; they are put together once, when its end has come.
  let parts: string[] = [];
  let length = 0;
  let endsInBreak = false;
  return (chunk) => {
    const closes = chunk.includes("\n\n") || (endsInBreak && chunk.startsWith("\n"));
    parts.push(chunk);
    length += chunk.length;
    if (chunk !== "") endsInBreak = chunk.endsWith("\n");
    const whole = closes ? parts.join("").split("\n\n") : [];
    if (closes) {
      const rest = whole.pop() ?? "";
      parts = [rest];
      length = rest.length;
      endsInBreak = rest.endsWith("\n");
    }
    if (length > atMost) throw new Error("an event of the stream is too long");
    return whole.map(readBlock);
  };
};

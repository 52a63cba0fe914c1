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
  let buffered = "";
  let searched = 0;
  return (chunk) => {
    buffered += chunk;
    const blocks: EventBlock[] = [];
    for (let end = buffered.indexOf("\n\n", searched); end >= 0; end = buffered.indexOf("\n\n")) {
      blocks.push(readBlock(buffered.slice(0, end)));
      buffered = buffered.slice(end + 2);
      searched = 0;
    }
    if (buffered.length > atMost) throw new Error("an event of the stream is too long");
    // A whole snapshot comes in many chunks; what was looked through is not looked through again.
    searched = Math.max(0, buffered.length - 1);
    return blocks;
  };
};

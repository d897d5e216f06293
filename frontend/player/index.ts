// The front of a fragmented MP4: its header for the browser, and where each fragment lies.

export interface Segment {
  offset: number;
  bytes: number;
  start: number;
  end: number;
}

/** Reads the first `sidx` box. The front of the file is small: a few kilobytes for an hour. */
export function readSegments(front: ArrayBuffer): Segment[] {
  const view = new DataView(front);
  let anchor = 0;
  let box = -1;
  for (let at = 0; at + 8 <= front.byteLength; at += Math.max(8, view.getUint32(at))) {
    if (view.getUint32(at + 4) !== 0x73696478) continue; // "sidx"
    box = at + 8;
    anchor = at + view.getUint32(at);
    break;
  }
  if (box < 0) throw new Error("no index");
  const scale = view.getUint32(box + 8);
  const wide = view.getUint8(box) === 1;
  let offset = anchor + (wide ? view.getUint32(box + 24) : view.getUint32(box + 16));
  const list = box + (wide ? 28 : 20);
  const segments: Segment[] = [];
  let start = 0;
  for (let number = 0; number < view.getUint16(list + 2); number++) {
    const bytes = view.getUint32(list + 4 + number * 12) & 0x7fffffff;
    const end = start + view.getUint32(list + 8 + number * 12) / scale;
    segments.push({ offset, bytes, start, end });
    offset += bytes;
    start = end;
  }
  return segments;
}

// Feeds a <video> from byte ranges of one file: twelve seconds ahead, no more, because whoever leaves has paid for it.
import { readSegments, type Segment } from "./index";
import { mime, type Lane } from "./lanes";

const AHEAD = 12; // seconds
const BEHIND = 30;
const PIECE = 256 * 1024; // the embedded server answers a range with at most this

export class Stream {
  private readonly source = new MediaSource();
  private readonly address = URL.createObjectURL(this.source);
  private buffer: SourceBuffer | null = null;
  private segments: Segment[] = [];
  private fetching: AbortController | null = null;
  private wanted: Segment | null = null;
  private faults = 0;
  private timer = 0;
  private closed = false;
  /** Bytes that came over the network, for those who measure. */
  bytes = 0;

  constructor(
    private readonly video: HTMLVideoElement,
    private readonly lane: Lane,
    private readonly waiting: (offline: boolean) => void,
  ) {
    this.source.addEventListener("sourceopen", () => void this.open(), { once: true });
    video.src = this.address;
    for (const name of ["timeupdate", "seeking", "waiting", "play"]) video.addEventListener(name, this.fill);
    window.addEventListener("online", this.fill);
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
    this.fetching?.abort();
    for (const name of ["timeupdate", "seeking", "waiting", "play"]) this.video.removeEventListener(name, this.fill);
    window.removeEventListener("online", this.fill);
    URL.revokeObjectURL(this.address);
  }

  private async open(): Promise<void> {
    try {
      const front = await this.read(0, this.lane.index_bytes, (this.fetching = new AbortController()).signal);
      if (this.closed) return;
      this.segments = readSegments(front);
      this.source.duration = this.segments[this.segments.length - 1]?.end ?? 0;
      this.buffer = this.source.addSourceBuffer(mime(this.lane));
      this.buffer.addEventListener("updateend", this.fill);
      this.fetching = null;
      this.well();
      this.buffer.appendBuffer(front.slice(0, this.lane.init_bytes));
    } catch (fault) {
      this.again(fault, () => void this.open());
    }
  }

  /** Fetch the fragment that is missing first after the present moment, if it is near enough. */
  private readonly fill = (): void => {
    const { buffer, source, video } = this;
    if (this.closed || !buffer || buffer.updating || source.readyState === "closed") return;
    if (this.tidy(buffer)) return;
    const end = this.bufferedUntil(video.currentTime);
    const next = this.segments.find((one) => one.end > end + 0.1 && one.end > video.currentTime);
    if (!next) {
      if (source.readyState === "open" && this.segments.length) source.endOfStream();
      return;
    }
    if (this.fetching && next !== this.wanted) {
      this.fetching.abort();
      this.fetching = null;
    }
    if (this.fetching || next.start - video.currentTime > AHEAD) return;
    clearTimeout(this.timer);
    this.wanted = next;
    void this.fetchSegment(next, (this.fetching = new AbortController()));
  };

  private async fetchSegment(segment: Segment, request: AbortController): Promise<void> {
    try {
      const data = await this.read(segment.offset, segment.bytes, request.signal);
      if (this.closed || this.fetching !== request) return;
      this.fetching = null;
      this.well();
      this.buffer?.appendBuffer(data);
    } catch (fault) {
      if (request.signal.aborted || this.fetching !== request) return;
      this.fetching = null;
      this.again(fault, this.fill);
    }
  }

  /** Drop what was seen long ago; true while the browser is busy with it. */
  private tidy(buffer: SourceBuffer): boolean {
    const old = this.video.currentTime - BEHIND;
    if (!buffer.buffered.length || buffer.buffered.start(0) > old - BEHIND) return false;
    buffer.remove(0, old);
    return true;
  }

  private bufferedUntil(moment: number): number {
    const { buffered } = this.video;
    for (let number = 0; number < buffered.length; number++) {
      if (buffered.start(number) <= moment + 0.1 && buffered.end(number) > moment) return buffered.end(number);
    }
    return moment;
  }

  private async read(offset: number, length: number, signal: AbortSignal): Promise<ArrayBuffer> {
    const whole = new Uint8Array(length);
    for (let got = 0; got < length; ) {
      const last = offset + Math.min(length, got + PIECE) - 1;
      const answer = await fetch(this.lane.address, { headers: { Range: `bytes=${offset + got}-${last}` }, signal });
      if (answer.status !== 206) throw new Error(String(answer.status));
      const piece = new Uint8Array(await answer.arrayBuffer());
      if (!piece.length) throw new Error("empty");
      whole.set(piece.subarray(0, length - got), got);
      got += piece.length;
      this.bytes += piece.length;
    }
    return whole.buffer;
  }

  private well(): void {
    this.faults = 0;
    this.waiting(false);
  }

  /** After a fault: try again, more and more slowly, and at once when the network is back. */
  private again(_fault: unknown, then: () => void): void {
    if (this.closed) return;
    this.waiting(true);
    clearTimeout(this.timer);
    this.timer = window.setTimeout(then, Math.min(15, 2 ** this.faults++) * 1000);
  }
}

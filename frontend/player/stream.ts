// Streams fragments by byte ranges: twelve seconds ahead, no more, because whoever leaves has paid for it. Given several
// lanes of one recording it takes for each fragment the best that the network carries; given one lane it stays on it.
import { readSegments, type Segment } from "./index";
import { mime, type Lane } from "./lanes";
import { Pace } from "./pace";

const AHEAD = 12; // seconds
const BEHIND = 30;
const PIECE = 256 * 1024; // the embedded server answers a range with at most this
const EVENTS = ["timeupdate", "seeking", "waiting", "play"];

interface Front {
  init: ArrayBuffer;
  segments: Segment[];
}

export class Stream {
  private readonly source = new MediaSource();
  private readonly address = URL.createObjectURL(this.source);
  private readonly fronts = new Map<Lane, Front>();
  private buffer: SourceBuffer | null = null;
  private segments: Segment[] = []; // of the first lane; those of the others begin at the same moments
  private begun: Lane | null = null; // the lane whose header the browser was given last
  private request: AbortController | null = null;
  private wanted: Segment | null = null;
  private faults = 0;
  private timer = 0;
  private closed = false;
  /** Bytes that came over the network, for those who measure. */
  bytes = 0;

  /** `lanes` largest first. `waiting` hears when the network is away, `changed` which lane is taken now. */
  constructor(
    private readonly video: HTMLVideoElement,
    private readonly lanes: Lane[],
    private readonly pace: Pace,
    private readonly waiting: (offline: boolean) => void,
    private readonly changed: (lane: Lane) => void,
  ) {
    this.source.addEventListener("sourceopen", () => void this.open(), { once: true });
    video.src = this.address;
    for (const name of EVENTS) video.addEventListener(name, this.fill);
    window.addEventListener("online", this.fill);
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
    this.request?.abort();
    for (const name of EVENTS) this.video.removeEventListener(name, this.fill);
    window.removeEventListener("online", this.fill);
    URL.revokeObjectURL(this.address);
  }

  private async open(): Promise<void> {
    const lane = this.pace.choose(this.lanes, 0);
    try {
      const front = await this.front(lane, (this.request = new AbortController()).signal);
      if (this.closed) return;
      this.request = null;
      this.well();
      this.segments = front.segments;
      this.source.duration = front.segments[front.segments.length - 1]?.end ?? 0;
      this.buffer = this.source.addSourceBuffer(mime(lane));
      this.buffer.addEventListener("updateend", this.fill);
      this.fill();
    } catch (fault) {
      this.again(fault, () => void this.open());
    }
  }

  /** Header and list of fragments of a lane, asked for once. */
  private async front(lane: Lane, signal: AbortSignal): Promise<Front> {
    const known = this.fronts.get(lane);
    if (known) return known;
    const bytes = await this.read(lane, 0, lane.index_bytes, signal);
    const found = { init: bytes.slice(0, lane.init_bytes), segments: readSegments(bytes) };
    this.fronts.set(lane, found);
    return found;
  }

  /** Fetch the fragment that is missing first after the present moment, if it is near enough. */
  private readonly fill = (): void => {
    const { buffer, source, video } = this;
    if (this.closed || !buffer || buffer.updating || source.readyState === "closed") return;
    if (this.tidy(buffer)) return;
    const end = this.bufferedUntil(video.currentTime);
    const next = this.segments.find((one) => one.end > end + 0.1 && one.end > video.currentTime);
    if (!next) {
      if (source.readyState === "open" && this.segments.length && !this.request) source.endOfStream();
      return;
    }
    if (this.request && (next !== this.wanted || this.tooSlow(end - video.currentTime))) {
      this.request.abort();
      this.request = null;
    }
    if (this.request || next.start - video.currentTime > AHEAD) return;
    clearTimeout(this.timer);
    this.wanted = next;
    void this.fetch(next, end - video.currentTime, (this.request = new AbortController()));
  };

  /** A fragment that comes so slowly that play would stop before it is there; a smaller one is on offer. */
  private tooSlow(ahead: number): boolean {
    const smallest = this.lanes[this.lanes.length - 1];
    return this.begun !== smallest && this.video.currentTime > 0 && this.pace.behind(ahead);
  }

  private async fetch(segment: Segment, ahead: number, request: AbortController): Promise<void> {
    const lane = this.pace.choose(this.lanes, ahead);
    try {
      const front = await this.front(lane, request.signal);
      const mine = front.segments[this.segments.indexOf(segment)] ?? segment;
      const data = await this.read(lane, mine.offset, mine.bytes, request.signal, true);
      if (this.closed || this.request !== request || !this.buffer) return;
      this.well();
      if (this.begun !== lane) await this.begin(lane, front);
      this.request = null;
      this.buffer.appendBuffer(data);
    } catch (fault) {
      if (request.signal.aborted || this.request !== request) return;
      this.request = null;
      this.again(fault, this.fill);
    }
  }

  /** Give the browser the header of another lane; the fragments after it are of that lane. */
  private async begin(lane: Lane, front: Front): Promise<void> {
    const { buffer } = this;
    if (!buffer) return;
    if (this.begun && mime(this.begun) !== mime(lane) && "changeType" in buffer) buffer.changeType(mime(lane));
    buffer.removeEventListener("updateend", this.fill);
    const taken = new Promise((done) => buffer.addEventListener("updateend", done, { once: true }));
    buffer.appendBuffer(front.init);
    await taken;
    buffer.addEventListener("updateend", this.fill);
    this.begun = lane;
    this.changed(lane);
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

  private async read(lane: Lane, offset: number, length: number, signal: AbortSignal, timed = false): Promise<ArrayBuffer> {
    const whole = new Uint8Array(length);
    for (let got = 0; got < length; ) {
      const last = offset + Math.min(length, got + PIECE) - 1;
      const begun = performance.now();
      if (timed) this.pace.start(length - got);
      const answer = await fetch(lane.address, { headers: { Range: `bytes=${offset + got}-${last}` }, signal });
      if (answer.status !== 206) throw new Error(String(answer.status));
      const piece = new Uint8Array(await answer.arrayBuffer());
      if (!piece.length) throw new Error("empty");
      if (timed) this.pace.note(piece.length, (performance.now() - begun) / 1000);
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

// The class room. The server draws the page and its slides; this script keeps it in step with the class.

import { byId, need, press, show, write } from "./dom";
import { emptyRoom, fold } from "./fold";
import { Hands } from "./hands";
import { Ink } from "./ink";
import { lobby } from "./lobby";
import { People } from "./people";
import { Polls } from "./polls";
import { Questions } from "./questions";
import type { Command, Config, FactFrame, Lane, Room, ServerFrame } from "./protocol";
import { RoomSocket, type LinkState } from "./socket";
import { Stage } from "./stage";
import { Talk } from "./talk";
import { Tools } from "./tools";
import { Voice, openDevices } from "./voice";
import { clock, learn, say } from "./words";

const NOTICE_FOR = 5_000;

class ClassRoom {
  room: Room = emptyRoom();
  readonly voice: Voice;
  private readonly socket: RoomSocket;
  private readonly stage: Stage;
  private readonly talk: Talk;
  private readonly hands: Hands;
  private readonly polls: Polls;
  private readonly people: People;
  private readonly ink: Ink;
  private readonly questions: Questions;
  private readonly tools: Tools;
  private readonly sounding = new Set<string>();
  private lane: Lane;
  private stream: MediaStream | null = null;
  private camera = false;
  private wasLost = false;
  private voiceOn: boolean | null = null;
  private noticeTimer = 0;
  private drawing = false;
  private waited = false;

  constructor(private readonly config: Config, lane: Lane) {
    this.lane = lane;
    this.socket = new RoomSocket(`${config.socket}?language=${config.language}`, `warsha.class.${config.class}.${config.you}`, {
      frame: (frame) => this.take(frame),
      state: (state) => this.linkChanged(state),
      last: () => this.room.n,
      refused: (_code, message) => this.notice(message, "bad"),
    }, () => this.plan());
    const tell = (command: Command): void => void this.socket.say(command);
    this.stage = new Stage(config, tell, (frame) => this.socket.pass(frame));
    this.talk = new Talk(config, tell);
    this.hands = new Hands(config, tell);
    this.polls = new Polls(config, tell);
    this.ink = new Ink(config, tell, (frame) => this.socket.pass(frame));
    this.questions = new Questions(config, tell);
    this.tools = new Tools(config, tell);
    this.people = new People(config, (person) => this.tools.about(person));
    this.voice = new Voice(config.you, config.ice, {
      pass: (frame) => this.socket.pass(frame),
      stream: (person, stream, video) => this.sound(person, stream, video),
      state: (on, reason) => this.voiceChanged(on, reason),
      ownEnded: () => this.plan(),
    });
    this.buttons();
  }

  start(): void {
    this.voice.follow(this.lane);
    this.socket.connect();
    window.setInterval(() => void this.tick(), 1000);
  }

  private take(frame: ServerFrame): void {
    if (frame.type === "snapshot") this.room = frame.room;
    else if (frame.type === "fact") this.fact(frame);
    else if (frame.type === "facts") frame.facts.forEach((fact) => this.fact(fact));
    else if (frame.type === "trace") return this.ink.trace(frame.by, frame);
    else if (frame.type === "pointer") return this.stage.point(frame.x, frame.y);
    else void this.voice.frame(frame);
    if (frame.type === "voice.feeds") this.tellLane();
    this.plan();
  }

  private fact(frame: FactFrame): void {
    fold(this.room, frame);
    if (frame.kind === "class.opened") this.tellLane();
    if (frame.kind === "ink.drawn") this.ink.whole(frame.by);
    // The page of those who teach is another one.
    if (frame.kind === "role.given" && frame.body.person === this.config.you) location.reload();
    if (frame.kind === "pen.given" && frame.body.person === this.config.you) this.notice(say("your_pen"), "good");
  }

  // The class should know how we follow it; said again whenever it knows something else.
  private tellLane(): void {
    const known = this.room.people[this.config.you]?.lane;
    if (this.room.state === "open" && known && known !== this.lane && !this.socket.outbox.of("lane.choose").length) this.socket.say({ type: "lane.choose", lane: this.lane });
  }

  // Many frames in one go are drawn once.
  private plan(): void {
    if (this.drawing) return;
    this.drawing = true;
    queueMicrotask(() => {
      this.drawing = false;
      this.draw();
    });
  }

  private draw(): void {
    const room = this.room;
    const outbox = this.socket.outbox;
    document.body.dataset.state = room.state;
    show(need("live-mark"), room.state === "open");
    this.stage.draw(room);
    this.talk.draw(room, outbox.of("chat.post"));
    this.hands.draw(room, { raise: outbox.of("hand.raise").length > 0, lower: outbox.of("hand.lower").length > 0 });
    this.polls.draw(room, outbox.of("poll.answer").filter((command) => command.poll === room.poll));
    this.polls.drawNext(room);
    this.people.draw(room, this.sounding);
    this.ink.draw(room, outbox.of("ink.draw"));
    this.questions.draw(room, outbox.of("question.vote"));
    this.tools.draw(room);
    this.drawVoice();
    this.drawWaiting();
    if (this.lost()) this.silence();
    if (room.state === "closed") this.over(say("ended"));
  }

  private drawWaiting(): void {
    const waits = this.room.state === "scheduled" && this.socket.state === "open" && this.config.role === "trainee";
    if (waits) this.link(say("waiting"), "calm");
    else if (this.waited) this.link(null);
    this.waited = waits;
  }

  // The floor went to somebody else while our microphone was on.
  private lost(): boolean {
    return this.config.role === "trainee" && this.stream !== null && this.room.floor !== this.config.you;
  }

  private linkChanged(state: LinkState): void {
    if (state === "lost") {
      this.wasLost = true;
      this.voice.socketLost();
      this.link(say("trying_again"), "weak");
    } else if (state === "open") {
      if (this.wasLost) this.notice(say("back"), "good");
      else this.link(null);
      this.wasLost = false;
    } else if (state === "ended" && this.room.state !== "closed") {
      this.over(byId("link")?.textContent || say("ended"));
    }
    need("net").dataset.state = state;
    this.plan();
  }

  private voiceChanged(on: boolean, reason?: "off" | "lost"): void {
    const before = this.voiceOn;
    this.voiceOn = on;
    document.body.classList.toggle("no-voice", !on);
    if (!on && this.socket.state === "open") this.link(say(reason === "off" ? "voice_off" : "voice_lost"), "weak");
    else if (on && before === false) this.notice(say("voice_back"), "good");
    this.plan();
  }

  private link(text: string | null, kind = "weak"): void {
    const link = need("link");
    clearTimeout(this.noticeTimer);
    show(link, text !== null);
    link.dataset.kind = kind;
    write(link, text ?? "");
  }

  private notice(text: string, kind: string): void {
    this.link(text, kind);
    this.noticeTimer = window.setTimeout(() => this.link(null), NOTICE_FOR);
  }

  private over(text: string): void {
    this.silence();
    write(need("over-title"), text);
    show(need("over"), true);
  }

  // --- Voice and picture -----------------------------------------------------------------------------------------

  private sound(person: string, stream: MediaStream | null, video: boolean): void {
    byId(`sound-${person}`)?.remove();
    if (!stream) {
      this.sounding.delete(person);
      if (need("screen").dataset.person === person) this.picture(null, person);
      return this.plan();
    }
    this.sounding.add(person);
    const audio = document.createElement("audio");
    audio.id = `sound-${person}`;
    audio.autoplay = true;
    audio.srcObject = stream;
    need("sounds").append(audio);
    void audio.play().catch(() => undefined);
    if (video) this.picture(stream, person);
    this.plan();
  }

  private picture(stream: MediaStream | null, person: string): void {
    const screen = need("screen");
    screen.dataset.person = person;
    show(screen, stream !== null);
    document.body.classList.toggle("has-picture", stream !== null);
    if (!stream) return screen.replaceChildren();
    const video = document.createElement("video");
    Object.assign(video, { autoplay: true, playsInline: true, muted: true, srcObject: stream });
    screen.replaceChildren(video);
    void video.play().catch(() => undefined);
  }

  private async speak(picture: boolean): Promise<void> {
    try {
      const stream = await openDevices({ picture });
      this.silence(false);
      this.stream = stream;
      this.camera = picture;
    } catch {
      return this.notice(say("no_device"), "bad");
    }
    this.socket.say({ type: "mic.set", on: true });
    if (this.config.role === "instructor") {
      this.socket.say({ type: "camera.set", on: picture });
      this.picture(picture ? this.stream : null, this.config.you);
    }
    await this.voice.send(this.stream);
    this.plan();
  }

  private silence(tell = true): void {
    if (!this.stream) return;
    for (const track of this.stream.getTracks()) track.stop();
    this.stream = null;
    if (tell) this.voice.stop();
    if (this.camera) this.picture(null, this.config.you);
    if (tell && this.room.state === "open") {
      this.socket.say({ type: "mic.set", on: false });
      if (this.camera) this.socket.say({ type: "camera.set", on: false });
    }
    this.camera = false;
    this.plan();
  }

  private drawVoice(): void {
    const mic = need<HTMLButtonElement>("mic");
    const on = this.stream !== null;
    const may = this.config.role === "instructor" || this.room.floor === this.config.you;
    mic.disabled = this.room.state !== "open" || this.voiceOn === false || !may;
    press(mic, on);
    write(need("mic-word"), say(on ? "mic_on" : "mic_off"));
    mic.title = may ? "" : say("mic_needs_floor");
    const camera = byId<HTMLButtonElement>("camera");
    if (camera) camera.disabled = mic.disabled;
    press(camera, this.camera);
    write(byId("camera-word"), say(this.camera ? "camera_on" : "camera_off"));
    for (const button of document.querySelectorAll<HTMLElement>("[data-lane]")) press(button, button.dataset.lane === this.lane);
    write(byId("lane-price"), say("an_hour", { count: this.config.lanes[this.lane] }));
    for (const button of document.querySelectorAll<HTMLElement>("[data-react]")) press(button, this.room.reactions[this.config.you] === button.dataset.react);
    const turn = this.config.role === "trainee" && this.room.floor === this.config.you;
    if (turn && document.body.dataset.turn !== "yes") {
      write(need("said"), say("your_turn"));
      this.notice(say("your_turn"), "good");
    }
    document.body.dataset.turn = turn ? "yes" : "no";
  }

  private buttons(): void {
    need("mic").addEventListener("click", () => void (this.stream ? this.silence() : this.speak(this.camera)));
    byId("camera")?.addEventListener("click", () => void this.speak(!this.camera));
    for (const button of document.querySelectorAll<HTMLElement>("[data-lane]")) {
      button.addEventListener("click", () => {
        this.lane = button.dataset.lane as Lane;
        localStorage.setItem("warsha.lane", this.lane);
        this.voice.follow(this.lane);
        this.tellLane();
        this.plan();
      });
    }
    for (const button of document.querySelectorAll<HTMLElement>("[data-react]")) button.addEventListener("click", () => void this.socket.say({ type: "reaction.send", name: button.dataset.react }));
    byId("people-open")?.addEventListener("click", (event) => {
      const open = document.body.classList.toggle("people-open");
      (event.currentTarget as HTMLElement).setAttribute("aria-expanded", String(open));
    });
    byId("start-class")?.addEventListener("click", () => void this.socket.say({ type: "class.open" }));
  }

  private async tick(): Promise<void> {
    this.hands.tick();
    this.tools.tick();
    const opened = this.room.opened_at ? Date.parse(this.room.opened_at) : null;
    const start = opened ?? Date.parse(this.config.startsAt);
    const seconds = (Date.now() - start) / 1000;
    write(need("clock"), opened !== null ? clock(seconds) : say("minutes_left", { minutes: Math.max(0, Math.ceil(-seconds / 60)) }));
    const bytes = await this.voice.bytes();
    write(byId("used"), say("megabytes", { used: (bytes / 1e6).toFixed(1) }));
  }
}

const config = JSON.parse(need("room-config").textContent ?? "{}") as Config;
learn(config.words);
lobby(config, ({ lane }) => {
  show(need("lobby"), false);
  show(need("room"), true);
  document.body.classList.add("joined");
  const classRoom = new ClassRoom(config, lane);
  classRoom.start();
  // For trials in a browser: what really flows, whatever the page shows.
  Object.assign(window, { classRoom });
  need("main").focus();
});

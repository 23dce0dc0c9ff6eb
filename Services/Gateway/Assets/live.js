// The live view: applies events from the socket to the page that the server painted.
"use strict";
(() => {
  const root = document.getElementById("live");
  const part = (id) => document.getElementById(id);
  const [connection, pause, notes, alerts, conversations, messages] =
    ["connection", "pause", "notes", "alerts", "conversations", "messages"].map(part);
  // As many as the server paints, so that a page left open for a day stays light.
  const limits = { alerts: 40, conversations: 60, messages: 200, waiting: 500, unlocks: 3 };
  // How long praise stays, and how long a critical prompt without an answer keeps it away; the gateway
  // says something every 20 s, so a line that is silent for longer than two of these is dead.
  const times = { praise: 12 * 1000, gravity: 15 * 60 * 1000, silence: 50 * 1000,
    answer: 10 * 1000 };
  const selected = root.dataset.conversation;
  let cursor = root.dataset.cursor;
  let unlockCursor = root.dataset.unlocks;
  let isPaused = false;
  let waiting = [];
  let mustResync = false;
  let attempts = 0;
  let socket = null;
  let heardAt = 0;
  // What the gateway itself is cut off from, in its words.
  let missing = [];

  // MARK: Times and words

  const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
  const showTime = (element) => {
    const time = new Date(element.dateTime);
    if (isNaN(time)) return;
    element.textContent = clock.format(time);
    element.title = time.toLocaleString();
  };
  const title = (name) => {
    const words = String(name ?? "").replaceAll("_", " ");
    return words.charAt(0).toUpperCase() + words.slice(1);
  };
  const plural = (count, one) => `${count} ${one}${count === 1 ? "" : "s"}`;
  const band = (score) => (score >= 70 ? "good" : score >= 50 ? "fair" : "poor");

  // MARK: Filling templates

  const make = (name) => part(`${name}-template`).content.firstElementChild.cloneNode(true);
  const fields = (element, name) => element.querySelectorAll(`[data-field="${name}"]`);
  const fill = (element, name, text) =>
    fields(element, name).forEach((field) => { field.textContent = text ?? ""; });
  const stamp = (element, at) =>
    fields(element, "time").forEach((time) => { time.dateTime = at; showTime(time); });
  const find = (list, name, value) =>
    [...list.children].find((item) => item.dataset[name] === value);
  const trim = (list, most, fromStart) => {
    while (list.children.length > most) {
      (fromStart ? list.firstElementChild : list.lastElementChild).remove();
    }
  };
  const setScore = (element, score) => {
    element.textContent = Math.round(score);
    element.className = `score ${band(score)}`;
  };

  // MARK: Alerts

  const showAlert = (data, isNews) => {
    if (find(alerts, "alert", data.alert_id)) return;
    // What is meant for later comes without a stir.
    const interrupts = isNews && data.timing === "immediate";
    const card = make("alert");
    card.dataset.alert = data.alert_id;
    card.className = `alert ${data.priority}${interrupts ? " fresh" : ""}`;
    fill(card, "priority", title(data.priority));
    fill(card, "agent", data.agent_id);
    fields(card, "agent")[0].href = `/agents/${encodeURIComponent(data.agent_id)}`;
    stamp(card, data.timestamp);
    fill(card, "title", data.title);
    fill(card, "message", data.message);
    fill(card, "action", data.suggested_action);
    fields(card, "conversation")[0].href =
      `/?conversation=${encodeURIComponent(data.conversation_id)}#talk`;
    fill(card, "facts", data.facts);
    const evidence = fields(card, "evidence")[0];
    evidence.replaceChildren(...data.evidence.map((reason) => {
      const item = document.createElement("li");
      item.textContent = reason;
      return item;
    }));
    evidence.closest("details").hidden = data.evidence.length === 0;
    card.querySelectorAll("form").forEach((form) => {
      form.action = `/api/alerts/${data.alert_id}/response`;
    });
    card.dataset.agent = data.agent_id;
    markAnswered(card, data.response, data.acted_on);
    alerts.prepend(card);
    trim(alerts, limits.alerts, false);
    part("no-alerts").hidden = true;
    if (interrupts) announce(data);
  };

  // Others read along; only the agent answers, and says afterwards whether they did it.
  const markAnswered = (card, response, actedOn) => {
    const isOwn = Boolean(root.dataset.agent) && card.dataset.agent === root.dataset.agent;
    const isOpen = (actedOn ?? null) === null;
    const answered = fields(card, "answered")[0];
    answered.hidden = !response;
    answered.textContent = title(response) + (isOpen ? "" : actedOn ? ", done" : ", not done");
    fields(card, "acted")[0].hidden = !isOwn || response !== "accepted" || !isOpen;
    card.querySelector(".answers").hidden = Boolean(response) || !isOwn;
  };

  // Critical prompts interrupt a screen reader; others wait their turn.
  const announce = (data) => {
    const region = part(data.priority === "critical" ? "announce-now" : "announce");
    region.textContent =
      `${title(data.priority)} prompt for ${data.agent_id}: ${data.title}. ${data.suggested_action}`;
  };

  const answer = async (form, response, actedOn) => {
    const card = form.closest(".alert");
    const failed = fields(card, "failed")[0];
    const buttons = card.querySelectorAll("button");
    const reason = form.elements.namedItem("reason")?.value ?? "";
    failed.hidden = true;
    buttons.forEach((button) => { button.disabled = true; });
    try {
      const reply = await fetch(form.action, {
        method: "POST",
        headers: { "content-type": "application/json", accept: "application/json" },
        body: JSON.stringify({ response, reason, acted_on: actedOn }),
      });
      if (reply.status === 401) return location.assign("/sign-in");
      const body = await reply.json();
      if (!reply.ok) throw new Error(body.error.message);
      markAnswered(card, body.response, body.acted_on);
      card.querySelector("a").focus();
    } catch (error) {
      failed.textContent = `Not saved: ${error.message}`;
      failed.hidden = false;
    } finally {
      buttons.forEach((button) => { button.disabled = false; });
    }
  };

  // MARK: Conversations

  const showConversation = (data) => {
    let row = find(conversations, "conversation", data.conversation_id);
    if (!row) {
      row = make("conversation");
      row.dataset.conversation = data.conversation_id;
      row.querySelector("a").href = `/?conversation=${encodeURIComponent(data.conversation_id)}#talk`;
    }
    fill(row, "agent", data.agent_id);
    fill(row, "category", title(data.category));
    stamp(row, data.sent_at);
    fill(row, "last", data.text || title(data.action));
    fields(row, "score").forEach((element) => setScore(element, data.overall_quality_score));
    fill(row, "state", `${plural(data.message_count, "message")} · ${title(data.outcome)}`);
    // Moving a row takes the focus away from it.
    if (conversations.firstElementChild !== row && !row.contains(document.activeElement)) {
      conversations.prepend(row);
    }
    trim(conversations, limits.conversations, false);
    part("no-conversations").hidden = true;
  };

  const showMessage = (data) => {
    if (find(messages, "message", data.message_id)) return;
    const isAtEnd = messages.scrollHeight - messages.scrollTop - messages.clientHeight < 40;
    const item = make("message");
    item.dataset.message = data.message_id;
    item.className = `message ${data.role}`;
    fill(item, "role", title(data.role));
    stamp(item, data.sent_at);
    fill(item, "action", data.action === "message" ? "" : title(data.action));
    fill(item, "text", data.text);
    messages.append(item);
    trim(messages, limits.messages, true);
    if (isAtEnd) messages.scrollTop = messages.scrollHeight;
    setScore(document.querySelector('[data-talk="score"]'), data.overall_quality_score);
    document.querySelector('[data-talk="count"]').textContent = data.message_count;
    document.querySelector('[data-talk="outcome"]').textContent = title(data.outcome);
  };

  // MARK: Notifications

  // A prompt has a card of its own; what concerns one manager is not the others'.
  const showNotification = (data) => {
    const isForAnother = data.user_name && data.user_name !== root.dataset.user;
    if (data.kind === "alert" || isForAnother) return;
    if (find(notes, "notification", data.notification_id)) return;
    const item = make("note");
    item.dataset.notification = data.notification_id;
    item.className = `notice${data.priority === "critical" ? " grave" : ""}`;
    fill(item, "title", data.title);
    fill(item, "text", data.message);
    item.querySelector("form").action = `/api/notifications/${data.notification_id}/done`;
    notes.prepend(item);
    trim(notes, limits.alerts, false);
  };

  // What could not be marked as done comes back, so that it is not missed on another screen.
  const finish = async (form) => {
    const item = form.closest("li");
    item.remove();
    try {
      const reply = await fetch(form.action, {
        method: "POST", headers: { accept: "application/json" },
      });
      if (reply.status === 401) return location.assign("/sign-in");
      if (!reply.ok) throw new Error(reply.statusText);
    } catch {
      notes.prepend(item);
    }
  };

  // MARK: Unlocks

  let praise = [];
  const unlocks = part("unlocks");

  // Praise waits while updates are paused and while a critical prompt wants its answer.
  const isUnwelcome = () => isPaused || [...alerts.querySelectorAll(".alert.critical")].some(
    (card) => !card.querySelector(".answers").hidden &&
      Date.now() - new Date(card.querySelector("time").dateTime) < times.gravity);

  const line = (name, text, className = "") => {
    const element = document.createElement(name);
    element.className = className;
    element.textContent = text;
    return element;
  };

  const praiseFor = (data) => {
    const gain = data.points > 0 ? ` +${plural(data.points, "point")}` : "";
    const kinds = { level: "New level", badge: "Badge" };
    return [
      line("span", `${kinds[data.kind] ?? "Unlocked"}${gain}`, "weight"),
      line("strong", data.name), line("p", data.why),
    ];
  };

  const showUnlock = (parts, agent) => {
    const item = line("li", "", "unlock");
    const more = line("a", "See all");
    more.href = `/agents/${encodeURIComponent(agent)}/achievements`;
    const done = line("button", "Done", "quiet");
    done.type = "button";
    done.addEventListener("click", () => item.remove());
    item.append(...parts, more, done);
    unlocks.append(item);
    // Whoever reads it, or is about to press something on it, is not hurried.
    const leave = () => {
      if (item.matches(":hover, :focus-within")) setTimeout(leave, times.praise);
      else item.remove();
    };
    setTimeout(leave, times.praise);
  };

  const showPraise = () => {
    if (praise.length === 0 || isUnwelcome()) return;
    const [first, rest] = [praise.slice(0, limits.unlocks), praise.slice(limits.unlocks)];
    first.forEach((data) => showUnlock(praiseFor(data), data.agent_id));
    if (rest.length > 0) {
      showUnlock([line("strong", `${rest.length} more unlocked`)], rest[0].agent_id);
    }
    praise = [];
  };

  // MARK: Events

  const apply = ({ event_type: type, data }) => {
    switch (type) {
      case "BEHAVIORAL_INSIGHT": return showAlert(data, true);
      case "CONVERSATION_MESSAGE":
        showConversation(data);
        if (data.conversation_id === selected) showMessage(data);
        return;
      case "UNLOCK":
        praise.push(data);
        // Those that come in one go are shown in one go.
        return void setTimeout(showPraise, 300);
      case "NOTIFICATION": return showNotification(data);
      case "ALERT_RESPONSE": {
        const card = find(alerts, "alert", data.alert_id);
        return card && markAnswered(card, data.response, data.acted_on);
      }
    }
  };

  const resync = async () => {
    const query = selected ? `?conversation=${encodeURIComponent(selected)}` : "";
    const reply = await fetch(`/api/conversations${query}`);
    if (reply.status === 401) return location.assign("/sign-in");
    if (!reply.ok) throw new Error("resync");
    const state = await reply.json();
    conversations.replaceChildren();
    alerts.replaceChildren();
    state.conversations.reverse().forEach(showConversation);
    state.alerts.reverse().forEach((alert) => showAlert(alert, false));
    state.messages.forEach(showMessage);
    cursor = state.cursor;
  };

  const stand = (now) => {
    missing = now;
    say();
    if (missing.length > 0) return;
    // What was said meanwhile comes by itself; what else the page was painted without does not.
    [...part("missing").children].filter((notice) => notice.textContent.includes("Coaching"))
      .forEach((notice) => {
        notice.textContent = "Coaching answers again. Reload to see what was missing.";
      });
  };

  const receive = (event) => {
    const message = JSON.parse(event.data);
    if (message.event_type === "STANDING") return stand(message.data.missing);
    if (message.event_type === "UNLOCK") {
      unlockCursor = message.unlock_cursor;
      return apply(message);
    }
    cursor = message.cursor;
    if (message.event_type === "RESYNC") {
      if (isPaused) mustResync = true;
      else resync().catch(() => socket?.close());
    } else if (isPaused) {
      waiting.push(message);
      if (waiting.length > limits.waiting) { waiting = []; mustResync = true; }
      say();
    } else {
      apply(message);
    }
  };

  // MARK: Connection

  const say = () => {
    const isOpen = socket?.readyState === WebSocket.OPEN;
    const isWell = isOpen && missing.length === 0;
    connection.className = `connection ${isWell ? "on" : "off"}`;
    const news = mustResync ? "many updates wait" : `${plural(waiting.length, "update")} waiting`;
    connection.textContent = !isOpen ? "Not connected. Trying again; nothing will be missed."
      : !isWell ? `${missing.join(". ")}. What is said meanwhile appears here when it is back.`
      : isPaused ? `Paused, ${news}` : "Connected: updates arrive as they happen";
  };

  const connect = () => {
    const places = new URLSearchParams();
    if (cursor) places.set("after", cursor);
    if (unlockCursor) places.set("unlocks", unlockCursor);
    const line = new WebSocket(`wss://${location.host}/api/live?${places}`);
    const isOurs = () => line === socket;
    socket = line;
    heardAt = Date.now();
    line.addEventListener("open", () => { attempts = 0; missing = []; say(); });
    line.addEventListener("message", (event) => {
      heardAt = Date.now();
      if (isOurs()) receive(event);
    });
    line.addEventListener("close", () => { if (isOurs()) lose(); });
  };

  const lose = () => {
    socket = null;
    say();
    again();
  };

  // A browser takes a line for open whose other end stands still, or is out of reach.
  const dropSilent = () => {
    if (!socket || Date.now() - heardAt < times.silence) return;
    const dead = socket;
    lose();
    dead.close();
  };

  // Doubles up to 15 s, spread so that a restarted gateway is not met by everybody at once.
  const again = async () => {
    attempts += 1;
    const wait = Math.min(15000, 500 * 2 ** Math.min(attempts, 5)) * (0.5 + Math.random() / 2);
    await new Promise((done) => setTimeout(done, wait));
    if (attempts > 1 && !(await isSignedIn())) return location.assign("/sign-in");
    connect();
  };

  // Asking also renews the sign-in of a page that only listens.
  const isSignedIn = async () => {
    try {
      const signal = AbortSignal.timeout(times.answer);
      return (await fetch("/api/session", { signal })).status !== 401;
    } catch { return true; }
  };

  // MARK: The reader's hand

  pause.hidden = false;
  pause.addEventListener("click", () => {
    isPaused = !isPaused;
    pause.setAttribute("aria-pressed", String(isPaused));
    pause.textContent = isPaused ? "Resume updates" : "Pause updates";
    if (!isPaused) {
      if (mustResync) resync().catch(() => socket?.close());
      else waiting.forEach(apply);
      waiting = [];
      mustResync = false;
    }
    say();
  });

  alerts.addEventListener("submit", (event) => {
    event.preventDefault();
    const pressed = event.submitter;
    const fixed = event.target.querySelector('input[name="response"]')?.value;
    const actedOn = pressed?.name === "acted_on" ? pressed.value === "true" : undefined;
    answer(event.target, fixed ?? pressed.value, actedOn);
  });

  notes.addEventListener("submit", (event) => {
    event.preventDefault();
    finish(event.target);
  });

  document.querySelectorAll("time").forEach(showTime);
  messages.scrollTop = messages.scrollHeight;
  setInterval(isSignedIn, 4 * 60 * 1000);
  setInterval(dropSilent, 5000);
  setInterval(showPraise, 5000);
  connect();
  say();
})();

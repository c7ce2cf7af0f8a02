// A short sound for a new question: off until its person switches it on in this browser.
const KEY = 'otklik-sound';

export function wantsSound(): boolean {
  try {
    return localStorage.getItem(KEY) === 'on';
  } catch {
    return false;
  }
}

export function setWantsSound(wants: boolean): void {
  try {
    if (wants) localStorage.setItem(KEY, 'on');
    else localStorage.removeItem(KEY);
  } catch {
    // A browser that keeps nothing stays silent.
  }
}

let audio: AudioContext | undefined;

/** Two soft notes. A browser in which nothing was pressed yet stays silent: it allows no sound. */
export function chime(): void {
  audio ??= new AudioContext();
  void audio.resume();
  const now = audio.currentTime;
  [660, 880].forEach((frequency, i) => note(audio!, { frequency, at: now + i * 0.16 }));
}

function note(context: AudioContext, { frequency, at }: { frequency: number; at: number }): void {
  const tone = context.createOscillator();
  const volume = context.createGain();
  tone.frequency.value = frequency;
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(0.12, at + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.001, at + 0.4);
  tone.connect(volume).connect(context.destination);
  tone.start(at);
  tone.stop(at + 0.42);
}

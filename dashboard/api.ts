// The only fetch of the dashboard: every door of the Worker by name, one error type, revalidation by ETag.
import type {
  AssignSend,
  BulkReply,
  BulkSend,
  CannedReply,
  CannedSave,
  Desk,
  TeamSave,
  TeamView,
} from '../worker/contract/desk.ts';
import type { ErrorBody, ErrorCode } from '../worker/contract/errors.ts';
import type { FunnelSave, SavedFunnel, StageVoices } from '../worker/contract/funnels.ts';
import type {
  Dimension,
  JourneyAnswer,
  JourneyBreakdown,
  JourneyTimes,
  Period,
} from '../worker/contract/journey.ts';
import type {
  ChannelCreate,
  ChannelsPage,
  ChannelUpdate,
  ChannelView,
  DeadNotice,
  ReplayReply,
  TelegramCode,
  TelegramView,
} from '../worker/contract/channels.ts';
import type {
  CommentsPage,
  InboxPage,
  LinkReply,
  Me,
  MemberView,
  Overview,
  ReplySend,
  Thread,
} from '../worker/contract/members.ts';
import type { PersonErased, PersonExport, PersonFind, PersonView } from '../worker/contract/person.ts';
import type { InstallView } from '../worker/contract/install.ts';
import type {
  ClinicCreate,
  DoctorSave,
  ExportPage,
  ExportPart,
  Places,
  UnknownOrigin,
} from '../worker/contract/clinics.ts';
import type {
  CommentTopic,
  ComplaintEnd,
  ComplaintsAnswer,
  TopicSave,
  WordsAnswer,
} from '../worker/contract/words.ts';
import type { CardCreate, InvitesCreate, InvitesReply, LinksAnswer } from '../worker/contract/links.ts';
import type { ClinicUpdate, SiteCreate, SiteUpdate, SiteView } from '../worker/contract/settings.ts';
import type { Language, Outcome, Role, ScoreDimension } from '../worker/contract/vocabulary.ts';
import type { ServiceAnswer } from '../worker/contract/service.ts';
import type { BreakdownAnswer, Measure, ScoresAnswer, SignalsAnswer } from '../worker/contract/scores.ts';
import { keptForPerson } from './forget.ts';

/** What the Worker refused, or `offline` when no answer came at all. */
export class ApiError extends Error {
  readonly code: ErrorCode | 'offline';
  readonly field: string | undefined;
  constructor(code: ErrorCode | 'offline', field?: string) {
    super(code);
    this.code = code;
    this.field = field;
  }
}

type Call = { method?: string; body?: unknown; signal?: AbortSignal | undefined };

/** The last answer of each address that sent an ETag: a 304 gives the same object again, so nothing is repainted. */
const remembered = keptForPerson<{ etag: string; value: unknown }>();
let whenSignedOut: () => void = () => undefined;

/** Calls back when any answer says that the session has ended. Returns its undo. */
export function onSignedOut(callback: () => void): () => void {
  whenSignedOut = callback;
  return () => void (whenSignedOut = () => undefined);
}

async function call<Reply>(path: string, { method = 'GET', body, signal }: Call = {}): Promise<Reply> {
  const known = method === 'GET' ? remembered.get(path) : undefined;
  const reply = await reach(path, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...(known ? { 'If-None-Match': known.etag } : {}),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
    // Our own memory revalidates: the browser's would hide the 304 and keep the words on disk.
    cache: 'no-store',
  });
  // The reply's shape is the Worker's own contract; this is the one place that takes it at its word.
  if (reply.status === 304 && known) return known.value as Reply;
  if (!reply.ok) throw await refusal(reply);
  if (reply.status === 204) return undefined as Reply;
  const value: unknown = await reply.json();
  const etag = reply.headers.get('ETag');
  if (method === 'GET' && etag !== null) remembered.set(path, { etag, value });
  return value as Reply;
}

async function reach(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(`/api${path}`, init);
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new ApiError('offline');
  }
}

async function refusal(reply: Response): Promise<ApiError> {
  const body = (await reply.json().catch(() => ({}))) as Partial<ErrorBody>;
  const error = new ApiError(body.error ?? 'internal', body.field);
  if (error.code === 'not_signed_in') whenSignedOut();
  return error;
}

const query = (values: Record<string, string | null | undefined>): string => {
  const set = Object.entries(values).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return set.length === 0 ? '' : `?${new URLSearchParams(set)}`;
};

type Signal = AbortSignal | undefined;
const post = <Reply = void>(path: string, body: unknown = {}) => call<Reply>(path, { method: 'POST', body });

export const api = {
  enter: (token: string) => post<Me>('/enter', { token }),
  leave: () => post('/leave'),
  leaveAll: () => post('/leave/all'),
  me: (signal?: Signal) => call<Me>('/me', { signal }),
  saveMe: (body: { name: string; language: Language }) => call<Me>('/me', { method: 'PUT', body }),

  telegram: (signal?: Signal) => call<TelegramView>('/me/telegram', { signal }),
  telegramCode: () => post<TelegramCode>('/me/telegram'),
  unlinkTelegram: () => call<void>('/me/telegram', { method: 'DELETE' }),

  overview: (site: string, signal?: Signal) => call<Overview>(`/sites/${site}/overview`, { signal }),
  journey: (site: string, period: Period, signal?: Signal) =>
    call<JourneyAnswer>(`/sites/${site}/journey${query(period)}`, { signal }),
  journeyBy: (site: string, dimension: Dimension, period: Period, signal?: Signal) =>
    call<JourneyBreakdown>(`/sites/${site}/journey/by/${dimension}${query(period)}`, { signal }),
  journeyTimes: (site: string, period: Period, signal?: Signal) =>
    call<JourneyTimes>(`/sites/${site}/journey/times${query(period)}`, { signal }),
  stageVoices: (site: string, stage: number, period: Period, signal?: Signal) =>
    call<StageVoices>(`/sites/${site}/stages/${stage}${query(period)}`, { signal }),
  funnels: (site: string, signal?: Signal) => call<SavedFunnel[]>(`/sites/${site}/funnels`, { signal }),
  addFunnel: (site: string, body: FunnelSave) => post<SavedFunnel>(`/sites/${site}/funnels`, body),
  saveFunnel: (site: string, id: string, body: FunnelSave) =>
    call<SavedFunnel>(`/sites/${site}/funnels/${id}`, { method: 'PUT', body }),
  dropFunnel: (site: string, id: string) => call<void>(`/sites/${site}/funnels/${id}`, { method: 'DELETE' }),
  scores: (site: string, ask: Period & Partial<Measure>, signal?: Signal) =>
    call<ScoresAnswer>(`/sites/${site}/scores${query(ask)}`, { signal }),
  scoresBy: (
    site: string,
    dimension: ScoreDimension,
    ask: Period & { series?: string | null } & Partial<Measure>,
    signal?: Signal,
  ) => call<BreakdownAnswer>(`/sites/${site}/scores/by/${dimension}${query(ask)}`, { signal }),
  service: (site: string, period: Period, signal?: Signal) =>
    call<ServiceAnswer>(`/sites/${site}/service${query(period)}`, { signal }),
  signals: (site: string, signal?: Signal) => call<SignalsAnswer>(`/sites/${site}/signals`, { signal }),
  noteSignal: (site: string, body: { key: string; note: string }) => post(`/sites/${site}/signals`, body),
  comments: (
    site: string,
    ask: Period & {
      order: 'newest' | 'lowest';
      before: string | null;
      topic: string | null;
      find: string | null;
      unread: '1' | null;
    },
    signal?: Signal,
  ) => call<CommentsPage>(`/sites/${site}/comments${query(ask)}`, { signal }),
  words: (site: string, period: Period, signal?: Signal) =>
    call<WordsAnswer>(`/sites/${site}/words${query(period)}`, { signal }),
  addTopic: (site: string, body: TopicSave) => post<CommentTopic>(`/sites/${site}/topics`, body),
  saveTopic: (site: string, id: string, body: TopicSave) =>
    call<CommentTopic>(`/sites/${site}/topics/${id}`, { method: 'PUT', body }),
  dropTopic: (site: string, id: string) => call<void>(`/sites/${site}/topics/${id}`, { method: 'DELETE' }),
  complaints: (site: string, signal?: Signal) =>
    call<ComplaintsAnswer>(`/sites/${site}/complaints`, { signal }),
  addComplaint: (site: string, comment: string) => post(`/sites/${site}/complaints`, { comment }),
  endComplaint: (site: string, id: string, body: ComplaintEnd) =>
    call<void>(`/sites/${site}/complaints/${id}`, { method: 'PUT', body }),
  dropComplaint: (site: string, id: string) =>
    call<void>(`/sites/${site}/complaints/${id}`, { method: 'DELETE' }),
  markRead: (site: string, ids: string[]) => post(`/sites/${site}/comments/read`, { ids }),

  inbox: (site: string, ask: Record<string, string | null>, signal?: Signal) =>
    call<InboxPage>(`/sites/${site}/conversations${query(ask)}`, { signal }),
  desk: (site: string, signal?: Signal) => call<Desk>(`/sites/${site}/desk`, { signal }),
  inboxSeen: (site: string) => post(`/sites/${site}/conversations/seen`),
  thread: (site: string, id: string, signal?: Signal) =>
    call<Thread>(`/sites/${site}/conversations/${id}`, { signal }),
  reply: (site: string, id: string, body: ReplySend) =>
    post(`/sites/${site}/conversations/${id}/replies`, body),
  assign: (site: string, id: string, body: AssignSend) =>
    post(`/sites/${site}/conversations/${id}/assign`, body),
  note: (site: string, id: string, body: { id: string; text: string }) =>
    post(`/sites/${site}/conversations/${id}/notes`, body),
  called: (site: string, id: string, body: { id: string; reached: boolean; note: string }) =>
    post(`/sites/${site}/conversations/${id}/calls`, body),
  bulk: (site: string, body: BulkSend) => post<BulkReply>(`/sites/${site}/conversations/bulk`, body),
  close: (site: string, id: string, outcome: Outcome) =>
    post(`/sites/${site}/conversations/${id}/close`, { outcome }),
  reopen: (site: string, id: string) => post(`/sites/${site}/conversations/${id}/reopen`),
  erase: (site: string, id: string) => call<void>(`/sites/${site}/conversations/${id}`, { method: 'DELETE' }),

  canned: (site: string, signal?: Signal) => call<CannedReply[]>(`/sites/${site}/canned`, { signal }),
  addCanned: (site: string, body: CannedSave) => post<{ id: string }>(`/sites/${site}/canned`, body),
  saveCanned: (site: string, id: string, body: CannedSave) =>
    call<void>(`/sites/${site}/canned/${id}`, { method: 'PUT', body }),
  dropCanned: (site: string, id: string) => call<void>(`/sites/${site}/canned/${id}`, { method: 'DELETE' }),

  teams: (clinic: string, signal?: Signal) => call<TeamView[]>(`/clinics/${clinic}/teams`, { signal }),
  addTeam: (clinic: string, body: TeamSave) => post<{ id: string }>(`/clinics/${clinic}/teams`, body),
  saveTeam: (clinic: string, id: string, body: TeamSave) =>
    call<void>(`/clinics/${clinic}/teams/${id}`, { method: 'PUT', body }),
  dropTeam: (clinic: string, id: string) =>
    call<void>(`/clinics/${clinic}/teams/${id}`, { method: 'DELETE' }),

  site: (site: string, signal?: Signal) => call<SiteView>(`/sites/${site}/settings`, { signal }),
  install: (site: string, signal?: Signal) => call<InstallView>(`/sites/${site}/install`, { signal }),
  saveSite: (site: string, body: SiteUpdate) =>
    call<SiteView>(`/sites/${site}/settings`, { method: 'PUT', body }),
  saveClinic: (clinic: string, body: ClinicUpdate) =>
    call<void>(`/clinics/${clinic}`, { method: 'PUT', body }),

  addClinic: (body: ClinicCreate) => post<SiteView>('/clinics', body),
  dropClinic: (clinic: string) => call<void>(`/clinics/${clinic}`, { method: 'DELETE' }),
  addSite: (clinic: string, body: SiteCreate) => post<SiteView>(`/clinics/${clinic}/sites`, body),
  exportPage: (site: string, ask: { part: ExportPart; after: string | null }, signal?: Signal) =>
    call<ExportPage>(`/sites/${site}/export${query(ask)}`, { signal }),
  dropSite: (site: string, name: string) => post(`/sites/${site}/removal`, { name }),

  origins: (site: string, signal?: Signal) => call<UnknownOrigin[]>(`/sites/${site}/origins`, { signal }),
  ignoreOrigin: (site: string, origin: string) => post(`/sites/${site}/origins/ignore`, { origin }),

  places: (clinic: string, signal?: Signal) => call<Places>(`/clinics/${clinic}/places`, { signal }),
  addBranch: (clinic: string, name: string) => post<{ id: string }>(`/clinics/${clinic}/branches`, { name }),
  saveBranch: (clinic: string, id: string, name: string) =>
    call<void>(`/clinics/${clinic}/branches/${id}`, { method: 'PUT', body: { name } }),
  dropBranch: (clinic: string, id: string) =>
    call<void>(`/clinics/${clinic}/branches/${id}`, { method: 'DELETE' }),
  addDoctor: (clinic: string, body: DoctorSave) => post<{ id: string }>(`/clinics/${clinic}/doctors`, body),
  saveDoctor: (clinic: string, id: string, body: DoctorSave) =>
    call<void>(`/clinics/${clinic}/doctors/${id}`, { method: 'PUT', body }),
  dropDoctor: (clinic: string, id: string) =>
    call<void>(`/clinics/${clinic}/doctors/${id}`, { method: 'DELETE' }),

  links: (site: string, signal?: Signal) => call<LinksAnswer>(`/sites/${site}/links`, { signal }),
  addCard: (site: string, body: CardCreate) =>
    post<{ id: string; url: string }>(`/sites/${site}/cards`, body),
  addInvites: (site: string, body: InvitesCreate) => post<InvitesReply>(`/sites/${site}/invites`, body),
  switchLink: (site: string, id: string, on: boolean) =>
    call<void>(`/sites/${site}/links/${id}`, { method: 'PUT', body: { on } }),

  channels: (site: string, signal?: Signal) => call<ChannelsPage>(`/sites/${site}/channels`, { signal }),
  addChannel: (site: string, body: ChannelCreate) => post<ChannelView>(`/sites/${site}/channels`, body),
  saveChannel: (site: string, id: string, body: ChannelUpdate) =>
    call<void>(`/sites/${site}/channels/${id}`, { method: 'PUT', body }),
  testChannel: (site: string, id: string) => post(`/sites/${site}/channels/${id}/test`),
  confirmChannel: (site: string, id: string, code: string) =>
    post(`/sites/${site}/channels/${id}/confirm`, { code }),
  deadNotices: (site: string, signal?: Signal) =>
    call<DeadNotice[]>(`/sites/${site}/notices/dead`, { signal }),
  person: (site: string, id: string, signal?: Signal) =>
    call<PersonView>(`/sites/${site}/conversations/${id}/person`, { signal }),
  exportPerson: (site: string, body: PersonFind) => post<PersonExport>(`/sites/${site}/person/export`, body),
  erasePerson: (site: string, body: PersonFind) => post<PersonErased>(`/sites/${site}/person/erase`, body),
  replayNotices: (site: string, ids: string[]) => post<ReplayReply>(`/sites/${site}/notices/replay`, { ids }),
  dropChannel: (site: string, id: string) =>
    call<void>(`/sites/${site}/channels/${id}`, { method: 'DELETE' }),

  members: (clinic: string, signal?: Signal) => call<MemberView[]>(`/clinics/${clinic}/members`, { signal }),
  invite: (clinic: string, body: { email: string; name: string; role: Role; sites: string[] }) =>
    post<LinkReply>(`/clinics/${clinic}/members`, body),
  saveMember: (clinic: string, member: string, body: { role: Role; sites: string[] }) =>
    call<void>(`/clinics/${clinic}/members/${member}`, { method: 'PUT', body }),
  dropMember: (clinic: string, member: string) =>
    call<void>(`/clinics/${clinic}/members/${member}`, { method: 'DELETE' }),
  linkFor: (clinic: string, member: string) => post<LinkReply>(`/clinics/${clinic}/members/${member}/link`),
};

/* A stand-in for NVIDIA's management library whose power and energy are known exactly.
 *
 * Every card follows a repeating wave of (seconds, watts, utilisation); its energy counter is the exact integral of
 * that wave, so a meter that reads it can be checked to the millijoule. Nothing is simulated in steps and there is
 * no thread: every answer is computed from the clock, which is CLOCK_MONOTONIC or, for tests inside one process, a
 * time set with fake_nvml_set_time(). What the cards are and what goes wrong is read from a text file named by
 * FAKE_NVML_CONTROL (fake_nvml.py writes it, and documents it) and read again whenever that file changes, so that a
 * program under test in another process meets the change while it runs.
 *
 * Layouts and codes follow NVIDIA's published nvml.h, as far as the nvidia-ml-py package calls it.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { OK = 0, UNINITIALIZED = 1, INVALID = 2, NOT_SUPPORTED = 3, NOT_FOUND = 6, INSUFFICIENT_SIZE = 7, LOST = 15 };
enum { MAX_CARDS = 16, MAX_WAVES = 64, MAX_PHASES = 16, MAX_PROCESSES = 64, MAX_FAULTS = 32, MAX_RESTARTS = 8 };
enum { RING = 100, MAX_CALLS = 64 };

typedef struct { double seconds, watts, utilisation; } Phase;
typedef struct { double from_s, period_s; int count; Phase phases[MAX_PHASES]; } Wave;
typedef struct { char call[32]; int code; double from_s, until_s; } Fault;
typedef struct { unsigned pid; char kinds[8]; double sm; unsigned phases; double vram_mib, from_s, until_s; } Process;
typedef struct {
    char uuid[96], name[96], pci[32];
    double limit_w, refresh_s, mean_s, stuck_w, start_j, memory_mib, restarts[MAX_RESTARTS];
    int mig, driver_model, wave_count, process_count, fault_count, restart_count;
    Wave waves[MAX_WAVES];
    Process processes[MAX_PROCESSES];
    Fault faults[MAX_FAULTS];
} Card;

/* phases of a process: one bit per phase of the wave, or one of these two */
#define ALWAYS 0xffffffffu
#define BUSY 0u

static Card cards[MAX_CARDS];
static int card_count;
static Fault faults[MAX_FAULTS];
static int fault_count;
static double sample_s = 1.0 / 6, slow_s;
static char driver_version[80] = "550.90.07";

static char handles[MAX_CARDS][96]; /* a handle points at its card's UUID: it outlives a change of the index order */
static int initialised;
static double set_time_s = -1, set_epoch_s = 1800000000.0, realtime_offset_s;
static char control_path[4096];
static struct stat control_seen;
static struct { const char *name; unsigned long long count; } calls[MAX_CALLS];
static int call_count;
static unsigned long long call_total;

/* ---- time ---- */

static double clock_s(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static double now_s(void) { return set_time_s >= 0 ? set_time_s : clock_s(CLOCK_MONOTONIC); }

/* Held steady between calls, else the stamp of one sample would wander by microseconds and be seen twice. */
static double epoch_s(void)
{
    if (set_time_s >= 0) return set_epoch_s;
    double offset = clock_s(CLOCK_REALTIME) - clock_s(CLOCK_MONOTONIC);
    if (fabs(offset - realtime_offset_s) > 0.5) realtime_offset_s = offset;
    return realtime_offset_s;
}

void fake_nvml_set_time(double monotonic_s) { set_time_s = monotonic_s; }
void fake_nvml_set_epoch(double unix_s) { set_epoch_s = unix_s; } /* realtime at monotonic 0 while time is set */
void fake_nvml_use_real_time(void) { set_time_s = -1; }
unsigned long long fake_nvml_calls(void) { return call_total; }

unsigned long long fake_nvml_calls_of(const char *name)
{
    for (int i = 0; i < call_count; i++)
        if (strcmp(calls[i].name, name) == 0) return calls[i].count;
    return 0;
}

void fake_nvml_reset_calls(void)
{
    for (int i = 0; i < call_count; i++) calls[i].count = 0;
    call_total = 0;
}

static void write_calls(void)
{
    const char *path = getenv("FAKE_NVML_CALLS");
    FILE *file = path && *path ? fopen(path, "w") : NULL;
    if (!file) return;
    fprintf(file, "total %llu\n", call_total);
    for (int i = 0; i < call_count; i++) fprintf(file, "%s %llu\n", calls[i].name, calls[i].count);
    fclose(file);
}

/* Line by line: a program that is killed has told all the same. Beside the time stands how far it was with its
   standard output, where that is a file: what it says later, however late that is read, was seen no earlier. */
static void note_time(void)
{
    const char *path = getenv("FAKE_NVML_ENERGY_TIMES");
    FILE *file = path && *path ? fopen(path, "a") : NULL;
    if (!file) return;
    fprintf(file, "%.6f %lld\n", now_s(), (long long)lseek(STDOUT_FILENO, 0, SEEK_CUR));
    fclose(file);
}

__attribute__((destructor)) static void at_exit(void) { write_calls(); }

/* ---- the wave and its exact integral ---- */

/* Does the process (NULL: any) compute during this phase? BUSY follows the phases in which the card works. */
static double level(const Phase *phase, int index, char what, const Process *process)
{
    if (what == 'w') return phase->watts;
    if (what == 'u') return phase->utilisation;
    if (process->phases == ALWAYS) return process->sm;
    if (process->phases == BUSY) return phase->utilisation >= 10 ? process->sm : 0;
    return process->phases >> index & 1 ? process->sm : 0;
}

static double integral_of_wave(const Wave *wave, double elapsed_s, char what, const Process *process)
{
    double whole = 0, sum = 0, rest = fmod(elapsed_s, wave->period_s);
    for (int i = 0; i < wave->count; i++) {
        double value = level(&wave->phases[i], i, what, process);
        double part = fmin(fmax(rest, 0), wave->phases[i].seconds);
        whole += value * wave->phases[i].seconds;
        sum += value * part;
        rest -= wave->phases[i].seconds;
    }
    return sum + whole * round((elapsed_s - fmod(elapsed_s, wave->period_s)) / wave->period_s);
}

/* From the first wave's start to at_s: joules for 'w', percent-seconds for 'u' (card) and 's' (process). */
static double integral(const Card *card, double at_s, char what, const Process *process)
{
    double sum = 0;
    for (int i = 0; i < card->wave_count && card->waves[i].from_s < at_s; i++) {
        double until_s = i + 1 < card->wave_count ? fmin(at_s, card->waves[i + 1].from_s) : at_s;
        sum += integral_of_wave(&card->waves[i], until_s - card->waves[i].from_s, what, process);
    }
    return sum;
}

static double mean(const Card *card, double from_s, double until_s, char what, const Process *process)
{
    double first_s = from_s, last_s = until_s;
    if (process) first_s = fmax(from_s, process->from_s), last_s = fmin(until_s, process->until_s);
    if (last_s <= first_s) return 0;
    return (integral(card, last_s, what, process) - integral(card, first_s, what, process)) / (until_s - from_s);
}

static double instant_w(const Card *card, double at_s)
{
    for (int i = card->wave_count - 1; i >= 0; i--) {
        const Wave *wave = &card->waves[i];
        if (at_s < wave->from_s) continue;
        double rest = fmod(at_s - wave->from_s, wave->period_s);
        for (int k = 0; k < wave->count; k++) {
            if (rest < wave->phases[k].seconds) return wave->phases[k].watts;
            rest -= wave->phases[k].seconds;
        }
        return wave->phases[wave->count - 1].watts;
    }
    return 0;
}

static uint64_t counter_mj(const Card *card)
{
    double at_s = now_s(), base_j = -card->start_j;
    if (card->refresh_s > 0) at_s = floor(at_s / card->refresh_s + 1e-9) * card->refresh_s;
    for (int i = 0; i < card->restart_count; i++)
        if (card->restarts[i] <= at_s) base_j = integral(card, card->restarts[i], 'w', NULL);
    return (uint64_t)((integral(card, at_s, 'w', NULL) - base_j) * 1000 + 1e-3);
}

static unsigned power_mw(const Card *card)
{
    double at_s = now_s(), watts = instant_w(card, at_s);
    if (card->mean_s > 0) watts = mean(card, at_s - card->mean_s, at_s, 'w', NULL);
    if (card->stuck_w >= 0) watts = card->stuck_w;
    return (unsigned)(watts * 1000 + 0.5);
}

/* ---- the control file ---- */

static void add_wave(Card *card, char *words)
{
    if (card->wave_count == MAX_WAVES) return;
    Wave *wave = &card->waves[card->wave_count];
    char *word = strtok(words, " \t\n");
    memset(wave, 0, sizeof *wave);
    wave->from_s = word ? atof(word) : 0;
    while ((word = strtok(NULL, " \t\n")) && wave->count < MAX_PHASES) {
        Phase *phase = &wave->phases[wave->count];
        if (sscanf(word, "%lf/%lf/%lf", &phase->seconds, &phase->watts, &phase->utilisation) != 3) continue;
        wave->period_s += phase->seconds;
        wave->count++;
    }
    if (wave->count && wave->period_s > 0) card->wave_count++;
}

static void add_process(Card *card, const char *words)
{
    if (card->process_count == MAX_PROCESSES) return;
    Process *process = &card->processes[card->process_count];
    char when[64];
    memset(process, 0, sizeof *process);
    if (sscanf(words, "%u %7s %lf %63s %lf %lf %lf", &process->pid, process->kinds, &process->sm, when,
               &process->vram_mib, &process->from_s, &process->until_s) != 7) return;
    process->phases = strcmp(when, "always") == 0 ? ALWAYS : BUSY;
    if (strcmp(when, "always") && strcmp(when, "busy"))
        for (char *word = strtok(when, ","); word; word = strtok(NULL, ",")) process->phases |= 1u << atoi(word);
    card->process_count++;
}

static void add_fault(Fault *list, int *count, const char *words)
{
    Fault *fault = &list[*count];
    if (*count < MAX_FAULTS
        && sscanf(words, "%31s %d %lf %lf", fault->call, &fault->code, &fault->from_s, &fault->until_s) == 4) ++*count;
}

static void new_card(const char *uuid)
{
    Card *card = &cards[card_count++];
    memset(card, 0, sizeof *card);
    snprintf(card->uuid, sizeof card->uuid, "%s", uuid);
    snprintf(card->pci, sizeof card->pci, "00000000:%02X:00.0", card_count);
    card->limit_w = 450, card->stuck_w = -1, card->mig = -1, card->driver_model = -1, card->memory_mib = 24576;
}

static void load_line(char *line)
{
    char key[32], *words;
    int used = 0;
    Card *card = card_count ? &cards[card_count - 1] : NULL;
    if (sscanf(line, " %31s %n", key, &used) != 1 || key[0] == '#') return;
    words = line + used;
    words[strcspn(words, "\r\n")] = 0;
    if (!strcmp(key, "device") && card_count < MAX_CARDS) new_card(words);
    else if (!strcmp(key, "driver")) snprintf(driver_version, sizeof driver_version, "%s", words);
    else if (!strcmp(key, "sample_s")) sample_s = fmax(atof(words), 1e-3);
    else if (!strcmp(key, "slow_s")) slow_s = atof(words);
    else if (!strcmp(key, "fault") && card) add_fault(card->faults, &card->fault_count, words);
    else if (!strcmp(key, "fault")) add_fault(faults, &fault_count, words);
    else if (!card) return;
    else if (!strcmp(key, "name")) snprintf(card->name, sizeof card->name, "%s", words);
    else if (!strcmp(key, "pci")) snprintf(card->pci, sizeof card->pci, "%.31s", words);
    else if (!strcmp(key, "limit_w")) card->limit_w = atof(words);
    else if (!strcmp(key, "memory_mib")) card->memory_mib = atof(words);
    else if (!strcmp(key, "counter_refresh_s")) card->refresh_s = atof(words);
    else if (!strcmp(key, "counter_start_j")) card->start_j = atof(words);
    else if (!strcmp(key, "counter_restart_s") && card->restart_count < MAX_RESTARTS)
        card->restarts[card->restart_count++] = atof(words);
    else if (!strcmp(key, "power_mean_s")) card->mean_s = atof(words);
    else if (!strcmp(key, "power_stuck_w")) card->stuck_w = atof(words);
    else if (!strcmp(key, "mig")) card->mig = atoi(words);
    else if (!strcmp(key, "driver_model")) card->driver_model = atoi(words);
    else if (!strcmp(key, "wave")) add_wave(card, words);
    else if (!strcmp(key, "process")) add_process(card, words);
}

static void load_control(void)
{
    const char *path = control_path[0] ? control_path : getenv("FAKE_NVML_CONTROL");
    struct stat seen;
    char line[8192];
    if (!path || stat(path, &seen)) return;
    if (seen.st_ino == control_seen.st_ino && seen.st_size == control_seen.st_size
        && !memcmp(&seen.st_mtim, &control_seen.st_mtim, sizeof seen.st_mtim)) return;
    FILE *file = fopen(path, "r");
    if (!file) return;
    control_seen = seen;
    card_count = fault_count = 0, slow_s = 0, sample_s = 1.0 / 6;
    while (fgets(line, sizeof line, file)) load_line(line);
    fclose(file);
}

void fake_nvml_set_control(const char *path)
{
    snprintf(control_path, sizeof control_path, "%s", path);
    memset(&control_seen, 0, sizeof control_seen);
}

/* ---- what every call does first ---- */

static int fault_in(const Fault *list, int count, const char *name)
{
    double at_s = now_s();
    for (int i = 0; i < count; i++)
        if ((!strcmp(list[i].call, name) || (!strcmp(list[i].call, "*") && strcmp(name, "shutdown")))
            && list[i].from_s <= at_s && at_s < list[i].until_s) return list[i].code;
    return OK;
}

static int enter(int *slot, const char *name)
{
    if (*slot < 0) {
        for (*slot = 0; *slot < call_count && strcmp(calls[*slot].name, name); ++*slot) {}
        if (*slot == call_count && call_count < MAX_CALLS) calls[call_count++].name = name;
    }
    calls[*slot].count++;
    call_total++;
    load_control();
    if (slow_s > 0) {
        struct timespec pause = { (time_t)slow_s, (long)((slow_s - floor(slow_s)) * 1e9) };
        nanosleep(&pause, NULL);
    }
    if (!initialised && strcmp(name, "init")) return UNINITIALIZED;
    return fault_in(faults, fault_count, name);
}

static int enter_card(int *slot, const char *name, const void *handle, Card **card)
{
    int code = enter(slot, name);
    if (code) return code;
    for (int i = 0; i < card_count; i++)
        if (handle && !strcmp(cards[i].uuid, handle)) {
            *card = &cards[i];
            return fault_in(cards[i].faults, cards[i].fault_count, name);
        }
    return handle ? LOST : INVALID; /* a card taken out of the control file was pulled out of the machine */
}

#define ENTER(name) static int slot = -1; int code = enter(&slot, name); if (code) return code
#define ENTER_CARD(name) static int slot = -1; Card *card = NULL; \
    int code = enter_card(&slot, name, handle, &card); if (code) return code

/* ---- NVML itself ---- */

int nvmlInitWithFlags(unsigned flags)
{
    (void)flags;
    ENTER("init");
    initialised++;
    return OK;
}
int nvmlInit_v2(void) { return nvmlInitWithFlags(0); }
int nvmlInit(void) { return nvmlInitWithFlags(0); }

int nvmlShutdown(void)
{
    ENTER("shutdown");
    if (--initialised == 0) memset(handles, 0, sizeof handles); /* handles end with the session they came from */
    write_calls();
    return OK;
}

const char *nvmlErrorString(int code)
{
    static char text[32];
    snprintf(text, sizeof text, "fake error %d", code);
    return text;
}

static int copy(char *to, unsigned size, const char *text)
{
    return (unsigned)snprintf(to, size, "%s", text) < size ? OK : INSUFFICIENT_SIZE;
}

int nvmlSystemGetDriverVersion(char *text, unsigned size)
{
    ENTER("driver_version");
    return copy(text, size, driver_version);
}

int nvmlSystemGetNVMLVersion(char *text, unsigned size)
{
    ENTER("nvml_version");
    return copy(text, size, driver_version);
}

int nvmlDeviceGetCount_v2(unsigned *count)
{
    ENTER("count");
    *count = (unsigned)card_count;
    return OK;
}

static int handle_of(int index, void **handle)
{
    int code = fault_in(cards[index].faults, cards[index].fault_count, "handle");
    if (code) return code;
    for (int i = 0; i < MAX_CARDS; i++) {
        if (handles[i][0] && strcmp(handles[i], cards[index].uuid)) continue;
        copy(handles[i], sizeof handles[i], cards[index].uuid);
        *handle = handles[i];
        return OK;
    }
    return INSUFFICIENT_SIZE;
}

int nvmlDeviceGetHandleByIndex_v2(unsigned index, void **handle)
{
    ENTER("handle");
    return index < (unsigned)card_count ? handle_of((int)index, handle) : INVALID;
}

int nvmlDeviceGetHandleByUUID(const char *uuid, void **handle)
{
    ENTER("handle");
    for (int i = 0; i < card_count; i++) if (!strcmp(cards[i].uuid, uuid)) return handle_of(i, handle);
    return NOT_FOUND;
}

/* NVML takes a bus address with four or eight digits of domain. */
int nvmlDeviceGetHandleByPciBusId_v2(const char *pci, void **handle)
{
    ENTER("handle");
    unsigned wanted[4], own[4];
    if (sscanf(pci, "%x:%x:%x.%x", &wanted[0], &wanted[1], &wanted[2], &wanted[3]) != 4) return INVALID;
    for (int i = 0; i < card_count; i++)
        if (sscanf(cards[i].pci, "%x:%x:%x.%x", &own[0], &own[1], &own[2], &own[3]) == 4
            && !memcmp(own, wanted, sizeof own)) return handle_of(i, handle);
    return NOT_FOUND;
}

int nvmlDeviceGetName(void *handle, char *text, unsigned size)
{
    ENTER_CARD("name");
    return copy(text, size, card->name);
}

int nvmlDeviceGetUUID(void *handle, char *text, unsigned size)
{
    ENTER_CARD("uuid");
    return copy(text, size, card->uuid);
}


typedef struct { char legacy[16]; unsigned domain, bus, device, id, subsystem; char bus_id[32]; } PciInfo;
int nvmlDeviceGetPciInfo_v3(void *handle, PciInfo *info)
{
    ENTER_CARD("pci");
    memset(info, 0, sizeof *info);
    sscanf(card->pci, "%x:%x:%x", &info->domain, &info->bus, &info->device);
    info->id = 0x268410de;
    return copy(info->bus_id, sizeof info->bus_id, card->pci);
}

int nvmlDeviceGetMigMode(void *handle, unsigned *current, unsigned *pending)
{
    ENTER_CARD("mig");
    if (card->mig < 0) return NOT_SUPPORTED;
    *current = *pending = (unsigned)card->mig;
    return OK;
}

int nvmlDeviceGetDriverModel_v2(void *handle, unsigned *current, unsigned *pending)
{
    ENTER_CARD("driver_model");
    if (card->driver_model < 0) return NOT_SUPPORTED;
    *current = *pending = (unsigned)card->driver_model;
    return OK;
}

typedef struct { unsigned long long total, free, used; } Memory;
int nvmlDeviceGetMemoryInfo(void *handle, Memory *memory)
{
    ENTER_CARD("memory");
    double used_mib = 0;
    for (int i = 0; i < card->process_count; i++) used_mib += card->processes[i].vram_mib;
    memory->total = (unsigned long long)(card->memory_mib * 1048576);
    memory->used = (unsigned long long)(used_mib * 1048576);
    memory->free = memory->total > memory->used ? memory->total - memory->used : 0;
    return OK;
}

int nvmlDeviceGetTotalEnergyConsumption(void *handle, unsigned long long *energy_mj)
{
    ENTER_CARD("energy");
    note_time();
    *energy_mj = counter_mj(card);
    return OK;
}

int nvmlDeviceGetPowerUsage(void *handle, unsigned *milliwatts)
{
    ENTER_CARD("power");
    *milliwatts = power_mw(card);
    return OK;
}

int nvmlDeviceGetEnforcedPowerLimit(void *handle, unsigned *milliwatts)
{
    ENTER_CARD("limit");
    *milliwatts = (unsigned)(card->limit_w * 1000 + 0.5);
    return OK;
}

typedef struct { unsigned gpu, memory; } Utilisation;
int nvmlDeviceGetUtilizationRates(void *handle, Utilisation *rates)
{
    ENTER_CARD("utilisation");
    if (card->mig == 1) return NOT_SUPPORTED;
    rates->gpu = (unsigned)(mean(card, now_s() - sample_s, now_s(), 'u', NULL) + 0.5);
    rates->memory = rates->gpu / 2;
    return OK;
}

typedef struct {
    unsigned field, scope;
    int64_t stamp_us, latency_us;
    unsigned type, code;
    union { double d; unsigned ui; unsigned long long ull; } value;
} FieldValue;

int nvmlDeviceGetFieldValues(void *handle, int count, FieldValue *values)
{
    ENTER_CARD("fields");
    double at_s = now_s();
    for (int i = 0; i < count; i++) {
        FieldValue *one = &values[i];
        char name[16];
        snprintf(name, sizeof name, "field%u", one->field);
        one->stamp_us = (int64_t)((epoch_s() + at_s) * 1e6);
        one->latency_us = 0;
        one->type = one->field == 83 ? 3 : 1; /* unsigned long long, unsigned int */
        one->code = (unsigned)fault_in(card->faults, card->fault_count, name);
        if (one->field == 83) one->value.ull = counter_mj(card);
        else if (one->field == 185) one->value.ui = (unsigned)(mean(card, at_s - 1, at_s, 'w', NULL) * 1000 + 0.5);
        else if (one->field == 186) one->value.ui = (unsigned)(instant_w(card, at_s) * 1000 + 0.5);
        else one->code = NOT_SUPPORTED;
        if (one->field != 83 && one->scope != 0) one->code = NOT_SUPPORTED; /* whole-module power: server boards */
    }
    return OK;
}

typedef struct { unsigned pid; unsigned long long memory; unsigned gpu_instance, compute_instance; } ProcessInfo;

static int list(const Card *card, char kind, unsigned *count, ProcessInfo *infos)
{
    unsigned found = 0, room = infos ? *count : 0;
    double at_s = now_s();
    for (int i = 0; i < card->process_count; i++) {
        const Process *process = &card->processes[i];
        if (!strchr(process->kinds, kind) || at_s < process->from_s || at_s >= process->until_s) continue;
        if (found < room)
            infos[found] = (ProcessInfo){ process->pid, (unsigned long long)(process->vram_mib * 1048576), ~0u, ~0u };
        found++;
    }
    *count = found;
    return found > room ? INSUFFICIENT_SIZE : OK;
}

#define LISTS(name, kind) \
    int nvmlDeviceGet##name##RunningProcesses_v3(void *handle, unsigned *count, ProcessInfo *infos) \
    { ENTER_CARD(#name "_v3"); return list(card, kind, count, infos); } \
    int nvmlDeviceGet##name##RunningProcesses_v2(void *handle, unsigned *count, ProcessInfo *infos) \
    { ENTER_CARD(#name "_v2"); return list(card, kind, count, infos); }
LISTS(Compute, 'C')
LISTS(Graphics, 'G')
LISTS(MPSCompute, 'M')

typedef struct { unsigned pid; unsigned long long stamp_us; unsigned sm, memory, encoder, decoder; } Sample;

/* Every process that used the card since last_seen_us: one sample per process and sample period, oldest first. */
int nvmlDeviceGetProcessUtilization(void *handle, Sample *samples, unsigned *count, unsigned long long last_seen_us)
{
    ENTER_CARD("process_utilisation");
    if (card->mig == 1) return NOT_SUPPORTED;
    unsigned found = 0, room = samples ? *count : 0;
    double last = floor(now_s() / sample_s + 1e-9), epoch = epoch_s();
    for (double tick = fmax(last - RING + 1, 1); tick <= last; tick++) {
        unsigned long long stamp_us = (unsigned long long)((epoch + tick * sample_s) * 1e6 + 0.5);
        if (stamp_us <= last_seen_us) continue;
        for (int i = 0; i < card->process_count; i++) {
            double sm = mean(card, (tick - 1) * sample_s, tick * sample_s, 's', &card->processes[i]);
            unsigned percent = (unsigned)(sm + 0.5);
            if (!percent) continue;
            if (found < room) samples[found] = (Sample){ card->processes[i].pid, stamp_us, percent, percent / 2, 0, 0 };
            found++;
        }
    }
    *count = found;
    if (!found) return NOT_FOUND;
    return found > room ? INSUFFICIENT_SIZE : OK;
}

/* Looks IPv4 addresses up with DPDK, for benches/dpdk.rs, which starts this program.
 *
 * Arguments: a file of prefixes (each an address and a length, both 32-bit numbers of this machine) and files of
 * addresses. It answers each line `TABLE FILE` on its input, TABLE being lpm or fib, with the nanoseconds that one
 * pass over those addresses took and a sum of what was found, 0 standing for nothing. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <rte_eal.h>
#include <rte_fib.h>
#include <rte_lpm.h>

#define BULK_LPM 32
#define BULK_FIB 64

static uint32_t *read_all(const char *name, size_t *count)
{
	FILE *file = fopen(name, "rb");
	if (file == NULL)
		rte_exit(1, "cannot read %s\n", name);
	fseek(file, 0, SEEK_END);
	*count = (size_t)ftell(file) / sizeof(uint32_t);
	rewind(file);
	uint32_t *numbers = malloc(*count * sizeof(uint32_t));
	if (numbers == NULL || fread(numbers, sizeof(uint32_t), *count, file) != *count)
		rte_exit(1, "cannot read %s\n", name);
	fclose(file);
	return numbers;
}

static uint64_t now(void)
{
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return (uint64_t)time.tv_sec * 1000000000 + (uint64_t)time.tv_nsec;
}

static uint64_t by_lpm(const struct rte_lpm *lpm, const uint32_t *keys, size_t count)
{
	uint64_t sum = 0;
	uint32_t found[BULK_LPM];
	for (size_t at = 0; at + BULK_LPM <= count; at += BULK_LPM) {
		rte_lpm_lookup_bulk(lpm, keys + at, found, BULK_LPM);
		for (int one = 0; one < BULK_LPM; one++)
			if (found[one] & RTE_LPM_LOOKUP_SUCCESS)
				sum += found[one] & 0x00FFFFFF;
	}
	return sum;
}

static uint64_t by_fib(struct rte_fib *fib, uint32_t *keys, size_t count)
{
	uint64_t sum = 0;
	uint64_t found[BULK_FIB];
	for (size_t at = 0; at + BULK_FIB <= count; at += BULK_FIB) {
		rte_fib_lookup_bulk(fib, keys + at, found, BULK_FIB);
		for (int one = 0; one < BULK_FIB; one++)
			sum += found[one];
	}
	return sum;
}

int main(int count, char **names)
{
	char *eal[] = {names[0], "--no-huge", "-m", "1024", "--no-pci", "--no-telemetry", "--no-shconf",
		       "--log-level", "1", "-l", "0", "--force-max-simd-bitwidth=512"};
	if (count < 3 || rte_eal_init(sizeof(eal) / sizeof(*eal), eal) < 0)
		rte_exit(1, "usage: lookup PREFIXES KEYS...\n");
	size_t numbers;
	uint32_t *prefixes = read_all(names[1], &numbers);
	struct rte_lpm_config lpm_config = {.max_rules = numbers / 2 + 1, .number_tbl8s = 1 << 16};
	struct rte_lpm *lpm = rte_lpm_create("lpm", SOCKET_ID_ANY, &lpm_config);
	struct rte_fib_conf fib_config = {
		.type = RTE_FIB_DIR24_8,
		.default_nh = 0,
		.max_routes = (int)(numbers / 2 + 1),
		.dir24_8 = {.nh_sz = RTE_FIB_DIR24_8_4B, .num_tbl8 = 1 << 16},
	};
	struct rte_fib *fib = rte_fib_create("fib", SOCKET_ID_ANY, &fib_config);
	if (lpm == NULL || fib == NULL)
		rte_exit(1, "no memory for the tables\n");
	/* The best that this processor has; it fails where there is no AVX-512. */
	int vector = rte_fib_select_lookup(fib, RTE_FIB_LOOKUP_DIR24_8_VECTOR_AVX512) == 0;
	for (size_t at = 0; at + 1 < numbers; at += 2) {
		uint32_t number = (uint32_t)(at / 2) + 1;
		uint8_t length = (uint8_t)prefixes[at + 1];
		if (rte_fib_add(fib, prefixes[at], length, number) < 0)
			rte_exit(1, "rte_fib takes no route %u\n", number);
		/* It has no route of length 0. */
		if (length > 0 && rte_lpm_add(lpm, prefixes[at], length, number) < 0)
			rte_exit(1, "rte_lpm takes no route %u\n", number);
	}
	printf("ready %s\n", vector ? "AVX-512" : "scalar");
	fflush(stdout);
	char line[4096], table[8], name[4000];
	while (fgets(line, sizeof(line), stdin) != NULL && sscanf(line, "%7s %3999s", table, name) == 2) {
		for (int file = 2; file < count; file++) {
			if (strcmp(names[file], name) != 0)
				continue;
			static uint32_t *keys[64];
			static size_t lengths[64];
			if (keys[file] == NULL)
				keys[file] = read_all(name, &lengths[file]);
			uint64_t start = now();
			uint64_t sum = table[0] == 'l' ? by_lpm(lpm, keys[file], lengths[file])
						       : by_fib(fib, keys[file], lengths[file]);
			printf("%" PRIu64 " %" PRIu64 "\n", now() - start, sum);
			fflush(stdout);
		}
	}
	return 0;
}

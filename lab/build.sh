# Builds hlab, sourced by the launchers: sets `program` and `flavour`. Expects `root`, `out`, read_stamp and unchanged.
# shellcheck shell=bash disable=SC2154

say() { printf 'hlab: %s\n' "$*" >&2; }

sources_digest() {
    (cd "$root" && find src ./*.props global.json lab/build.sh \( -name bin -o -name obj \) -prune -o -type f -print0 |
        LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -c1-16)
}

# A checkout that belongs to somebody else is built into the user's own cache.
choose_output() {
    if ! mkdir -p "$out" 2>/dev/null || [[ ! -w $out ]]; then
        # shellcheck source=lab/cache.sh
        . "$root/lab/cache.sh"
        choose_cache
        local name
        name=$(printf '%s' "$root" | sha256sum | cut -c1-16)
        out=$cache/build-$name
        mkdir -p "$out"
    fi
}

find_dotnet() {
    local candidate
    for candidate in "$(type -P dotnet || true)" "${DOTNET_ROOT:-}/dotnet" "${HOME:-}/.dotnet/dotnet" /usr/share/dotnet/dotnet /usr/lib/dotnet/dotnet; do
        [[ -x $candidate ]] && PATH=${candidate%/*}:$PATH && return
    done
    say "dotnet is missing: install the .NET 10 SDK (Debian family: apt-get install dotnet-sdk-10.0, from Microsoft's package feed where the distribution has none)"
    exit 3
}

# The compiler that can link a program ahead of time, or nothing; HLAB_BUILD=r2r asks for what is built in a third of the time, HLAB_BUILD=jit in a sixth.
native_linker() {
    local linker
    [[ -z ${HLAB_BUILD:-} ]] || return 0
    for linker in gcc clang; do
        type -P "$linker" objcopy >/dev/null &&
            "$linker" -xc -o /dev/null - <<<'int main(void) { return 0; }' 2>/dev/null && printf '%s' "$linker" && return
    done
}

# The runtime of this machine.
own_runtime() { case $HOSTTYPE in aarch64) printf linux-arm64 ;; *) printf linux-x64 ;; esac; }

# publish PROJECT RUNTIME FOLDER OPTION…
publish() {
    local project=src/$1/$1.csproj runtime=$2 into=$3
    shift 3
    # Neither servers nor build nodes stay behind, and none inherits the lock (9). Analysers are the tests' business.
    # Code that is measured to be made faster later never is, in programs that run once.
    (cd "$root" && DOTNET_TieredPGO=0 DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 DOTNET_GENERATE_ASPNET_CERTIFICATE=false \
        exec dotnet publish "$project" -c Release -r "$runtime" \
        --artifacts-path "$out/work" -o "$into" --tl:off -nodeReuse:false -p:UseSharedCompilation=false \
        -p:RunAnalyzers=false -p:TreatWarningsAsErrors=false -p:GenerateDocumentationFile=false -p:DebugType=none \
        -p:SatelliteResourceLanguages=en "$@") 9>&- </dev/null
}

build_flavour() {
    local log=$out/$1.log options=()
    case $1 in
        # Its data lies in the file as it is in memory, at an address that is known beforehand: else each start unpacks
        # 11 MB of it, which takes three times as long as all the rest.
        aot) options=(-p:PublishAot=true "-p:CppCompilerAndLinker=$linker" -p:IlcDehydrate=false -p:PositionIndependentExecutable=false) ;;
        r2r) options=(--no-self-contained -p:PublishReadyToRun=true) ;;
        jit) options=(--no-self-contained) ;;
    esac
    # Where an earlier build was interrupted, its intermediate files are not to be trusted.
    [[ -e $out/work.unfinished || $(cat "$out/work.flavour" 2>/dev/null) != "$1" ]] && rm -rf "$out/work"
    : >"$out/work.unfinished"
    printf '%s' "$1" >"$out/work.flavour"
    rm -rf "$fresh"
    publish HardeningLab.Cli "$(own_runtime)" "$fresh" "${options[@]}" >"$log" 2>&1 && [[ -x $fresh/hlab ]] || return 1
    # What a linker made that works otherwise than ours is known by this.
    [[ $1 != aot ]] || "$fresh/hlab" --version >>"$log" 2>&1 || return 1
    rm -f "$out/work.unfinished"
}

show_errors() { { grep -E ': error |^error|\berror [A-Z]+[0-9]+' "$1" || tail -n 20 "$1"; } | sort -u | head -n 20 >&2; }

show_failure() {
    say "the build failed (whole log: $out/$1.log):"
    show_errors "$out/$1.log"
    grep -q 'NU1301\|NU1101\|NU1102' "$out/$1.log" &&
        say "packages could not be restored: this machine needs a NuGet source that it can reach (dotnet nuget list source)"
    exit 3
}

# True when what the stamp names was built from exactly these sources, though they were touched since.
same_sources() {
    [[ -n $digest && $digest == "$now" && -x $program ]] || return 1
    touch -r "$1" "$out/stamp" 2>/dev/null || true
}

build() {
    local now linker fresh began started=$SECONDS tried=() next
    case ${HLAB_BUILD:-} in
        '' | r2r | jit) ;;
        *) say "HLAB_BUILD is $HLAB_BUILD; expected r2r or jit, or nothing for the fastest program"; exit 2 ;;
    esac
    began=$(mktemp)
    # shellcheck disable=SC2064 # the name is known now, and gone later
    trap "rm -f '$began'" EXIT
    now=$(sources_digest)
    read_stamp "$out" || digest=''
    same_sources "$began" && forget && return
    choose_output
    exec 9>"$out/lock"
    if ! flock -n 9; then
        say "waiting for another build of hlab…"
        flock 9
    fi
    read_stamp "$out" || digest=''
    same_sources "$began" && forget && return
    find_dotnet
    linker=$(native_linker || true)
    [[ -n $linker ]] && tried+=(aot)
    [[ ${HLAB_BUILD:-} == jit ]] || tried+=(r2r)
    tried+=(jit)
    fresh=$out/fresh
    if [[ -z $digest ]]; then say "building hlab (first use, about 40 s)…"; else say "building hlab (its sources changed)…"; fi
    for next in "${tried[@]}"; do
        flavour=$next
        build_flavour "$next" && break
        # A fault in the sources fails every flavour alike.
        if [[ $next == jit ]] || grep -q 'error CS' "$out/$next.log"; then show_failure "$next"; fi
        say "building as $next failed (log: $out/$next.log): trying a flavour that starts more slowly"
    done
    keep
    say "built hlab ($flavour) in $((SECONDS - started)) s"
    forget
}

# Puts the fresh program in its place; its stamp bears the time before the sources were read.
keep() {
    local folder=$now-$flavour
    rm -rf "${out:?}/$folder"
    mv "$fresh" "$out/$folder"
    printf '%s\n' "$now" "$flavour" "${linker:-none}" "$folder" >"$out/stamp.new"
    touch -r "$began" "$out/stamp.new"
    mv "$out/stamp.new" "$out/stamp"
    prune_older "$folder"
    read_stamp "$out"
}

forget() {
    exec 9>&-
    rm -f "$began"
    trap - EXIT
}

# A running program may still load from the folder before this one.
prune_older() {
    local old
    # shellcheck disable=SC2012 # the names are ours: a digest and a flavour
    for old in $(cd "$out" && ls -dt ./*-aot ./*-r2r ./*-jit 2>/dev/null | tail -n +3); do
        [[ $old == "./$1" ]] || rm -rf "${out:?}/$old"
    done
}

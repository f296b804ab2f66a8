#compdef altto
# Completes altto in zsh, without starting altto.
#
#   altto completion zsh > ~/.altto.zsh
#   echo 'source ~/.altto.zsh' >> ~/.zshrc
#
# or, named _altto, in a folder of fpath.

_altto() {
    local word command option study kind found=1
    local -a reply kinds bare
    for word in "${(@)words[2,CURRENT-1]}"; do
        if [[ -n $option ]]; then
            [[ $option == --study ]] && study=${(L)word}
            option=''
        elif [[ $word == --study=* ]]; then
            study=${(L)word#*=}
        elif [[ $word == -* ]]; then
            _altto_value "$command:$word"
            (( $#reply )) && option=$word
        elif [[ -z $command ]]; then
            command=${(L)word}
        else
            bare+=(${(L)word})
        fi
    done
    if [[ -z $option && $PREFIX == --*=* ]]; then
        option=${PREFIX%%=*}
        compset -P '*='
    fi
    if [[ -n $option ]]; then
        _altto_value "$command:$option"
        kinds=($reply)
    elif [[ -z $command && $PREFIX != -* ]]; then
        kinds=(commands)
    elif [[ $PREFIX != -* ]]; then
        reply=()
        (( ${bare[(I)vs]} && ${bare[(I)vs]} < $#bare )) && _altto_after "$command-vs"
        (( $#reply )) || _altto_after "$command"
        kinds=($reply)
    fi
    for kind in ${kinds:-options}; do
        case $kind in
        (files) _files && found=0 ;;
        (folders) _files -/ && found=0 ;;
        (options) _altto_options "$command"; _describe -o option reply && found=0 ;;
        (*)
            _altto_words "$kind:$study"
            [[ $kind == studies ]] && _altto_own
            [[ -n $option ]] || for word in $bare; do reply=(${reply:#${(b)word}(|:*)}); done
            _describe -t "$kind" "$kind" reply && found=0
            ;;
        esac
    done
    return found
}

_altto_own() { # the studies in the folders that ALTTO_EVIDENCE names
    local -a own=(${(s.:.)^${ALTTO_EVIDENCE-}}/{,*/}study.yaml(N:h:t))
    reply+=(${(M)own:#[a-z0-9-]##})
}

@tables@
if [[ $funcstack[1] == _altto ]]; then
    _altto "$@"
else
    (( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
    compdef _altto altto
fi
